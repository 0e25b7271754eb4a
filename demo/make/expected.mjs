// What import.md promises for each row. Written from the intention of the book, never from the product's answer.

const REJECTED = ['duplicate-row', 'name-missing', 'id-precision-lost', 'id-masked', 'id-format', 'id-check-digit', 'birth-contradicts-id',
  'sex-contradicts-id', 'birth-future', 'over-age', 'village-unknown', 'town-unknown', 'formula-no-value'];
const FIXED = ['id-cleaned', 'name-cleaned', 'birth-from-id', 'birth-serial', 'sex-from-id', 'phone-cleaned', 'phone-second-kept',
  'ditto-carried', 'category-from-title'];
const NOTES = ['id-missing', 'hidden-row', 'sealed-category', 'phone-unreadable', 'relative-id-invalid', 'account-unreadable',
  'place-from-registered', 'payment-line', 'unchanged'];
const WORST_FIRST = [[REJECTED, 'rejected'], [null, 'needs-person'], [FIXED, 'fixed'], [NOTES, 'accepted']];

/** The worst of the codes; no code is accepted. */
export function outcomeOf(codes) {
  const known = new Set([...REJECTED, ...FIXED, ...NOTES]);
  for (const [list, outcome] of WORST_FIRST) if (codes.some(code => list ? list.includes(code) : !known.has(code))) return outcome;
  return 'accepted';
}

export function countsOf(outcomes) {
  const count = outcome => outcomes.filter(row => row.outcome === outcome).length;
  return { rows: outcomes.length, accepted: count('accepted'), fixed: count('fixed'), needsPerson: count('needs-person'), rejected: count('rejected') };
}

/** One line of the expected file; rejected rows are not stored, so nothing is promised of their fields. */
export function expectedRow(sheet, row, line) {
  const codes = [...line.codes].sort(), outcome = outcomeOf(codes);
  if (outcome === 'rejected') return { sheet, row, outcome, codes };
  return { sheet, row, outcome, codes, normalised: { ...line.truth } };
}

/** The book's outcomes with its counts; stops when they are not the ones the book was made for. */
export function expectedBook({ file, region, as, outcomes, planned, ...more }) {
  const counts = countsOf(outcomes);
  for (const key of Object.keys(planned ?? {}))
    if (counts[key] !== planned[key]) throw new Error(`${file}: ${key} is ${counts[key]}, planned ${planned[key]}`);
  return { file, region, as, counts, ...more, outcomes };
}

/** JSON with one outcome a line, so that a difference can be read. */
export function asText(document) {
  const line = value => JSON.stringify(value);
  const book = ({ outcomes, later, ...head }) => {
    const rows = list => list.map(row => `   ${line(row)}`).join(',\n');
    const tail = later ? `,\n  "later":{${line(later).slice(1, -1).replace(/"outcomes":\[.*\]/, '')}"outcomes":[\n${rows(later.outcomes)}\n  ]}` : '';
    return `  {${line(head).slice(1, -1)},\n  "outcomes":[\n${rows(outcomes)}\n  ]${tail}}`;
  };
  const { books, ...head } = document;
  return `{${line(head).slice(1, -1)},\n "books":[\n${books.map(book).join(',\n')}\n]}\n`;
}
