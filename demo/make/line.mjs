// A line of a ledger: what stands in its cells, what is true of the child, and the codes that its writing must cause.
import { addDays, ageOn, daysBetween, schooling } from './people.mjs';
import { written } from './places.mjs';

export const TODAY = '2026-06-15';

/** A clean line: everything written so that no code follows. */
export function cleanLine(child, random, { word, codes }) {
  const { home } = child, village = home.village;
  const line = {
    child, village, codes: new Set(),
    truth: {
      name: child.name, idNumber: child.id, bornOn: child.born, sex: child.sex, regionCode: village.code,
      categories: codes, guardianPhone: home.guardian.phone,
    },
    cells: {
      name: child.name, sex: child.sex, ethnicity: child.ethnicity, age: ageOn(child.born, TODAY), birth: child.born, id: child.id, category: word,
      town: village.town.name, village: written(village, random), ...schooling(child.born, village.town),
      fatherName: home.father.name, fatherPhone: home.father.phone, motherName: home.mother.name, motherPhone: home.mother.phone,
      guardian: home.guardian.name, relation: home.guardian.relation, phone: home.guardian.phone, remark: '',
    },
  };
  return line;
}

/** The ways to write a whole birth date that cause no code. `date` cells exist in workbooks only. */
export const BIRTH_STYLES = {
  dashes: day => day,
  dots: day => day.split('-').map(Number).join('.'),
  chinese: day => day.split('-').map(Number).map((n, i) => n + '年月日'[i]).join(''),
  digits: day => +day.replaceAll('-', ''),
  digitText: day => day.replaceAll('-', ''),
  slashes: day => day.split('-').map(Number).join('/'),
  midnight: day => `${day} 00:00:00`,
  date: day => new Date(`${day}T00:00:00Z`),
};

/** Excel's serial number of a day (1900 books). */
export const serialOf = day => daysBetween('1899-12-30', day);

const spaced = id => `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`;
const fullWidth = text => [...text].map(c => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
const year = day => +day.slice(0, 4), month = day => +day.slice(5, 7);
const dashed = phone => `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`;

function plant(code, change) {
  const planted = (line, random, more) => { change(line.cells, line, random, more); for (const each of [code].flat()) line.codes.add(each); };
  return planted;
}
const withoutId = (cells, line, word = '') => { cells.id = word; line.truth.idNumber = null; };
const noPlace = line => { line.truth.regionCode = null; };

/** Everything that real ledgers do to a line. Each leaves the codes of import.md §2 on it. */
export const FAULTS = {
  // put right without a person
  idSpaces: plant('id-cleaned', cells => { cells.id = spaced(cells.id); }),
  idFullWidth: plant('id-cleaned', cells => { cells.id = fullWidth(cells.id); }),
  idSmallX: plant('id-cleaned', cells => {
    if (!cells.id.endsWith('X')) throw new Error('small x needs an X');
    cells.id = cells.id.replace('X', 'x');
  }),
  idApostrophe: plant('id-cleaned', cells => { cells.id = `'${cells.id}`; }),
  idShell: plant('id-cleaned', cells => { cells.id = `="${cells.id}"`; }),
  idTab: plant('id-cleaned', cells => { cells.id = `${cells.id}\t`; }),
  idBreak: plant('id-cleaned', cells => { cells.id = `${cells.id.slice(0, 14)}\n${cells.id.slice(14)}`; }),
  nameSpaced: plant('name-cleaned', (cells, line) => { cells.name = [...line.child.name].join('　'); }),
  birthBlank: plant('birth-from-id', cells => { cells.birth = ''; }),
  birthYear: plant('birth-from-id', (cells, line) => { cells.birth = `${year(line.child.born)}年`; }),
  birthMonth: plant('birth-from-id', (cells, line) => { cells.birth = `${year(line.child.born)}.${String(month(line.child.born)).padStart(2, '0')}`; }),
  birthMonthChinese: plant('birth-from-id', (cells, line) => { cells.birth = `${year(line.child.born)}年${month(line.child.born)}月`; }),
  birthSerial: plant('birth-serial', (cells, line) => { cells.birth = serialOf(line.child.born); }),
  sexBlank: plant('sex-from-id', cells => { cells.sex = ''; }),
  phoneDashes: plant('phone-cleaned', cells => { cells.phone = dashed(cells.phone); }),
  phoneSpaces: plant('phone-cleaned', cells => { cells.phone = dashed(cells.phone).replaceAll('-', ' '); }),
  phoneNamed: plant('phone-cleaned', cells => { cells.phone = `${cells.phone}（${cells.relation || '家'}）`; }),
  phoneCountry: plant('phone-cleaned', cells => { cells.phone = `+86 ${cells.phone}`; }),
  phoneFullWidth: plant('phone-cleaned', cells => { cells.phone = fullWidth(cells.phone); }),
  phoneTwo: plant('phone-second-kept', (cells, line) => { cells.phone = `${cells.phone}、${line.child.home.father.phone}`; }),
  phoneTwoSlash: plant('phone-second-kept', (cells, line) => { cells.phone = `${cells.phone}/${line.child.home.mother.phone}`; }),
  phoneTwoBreak: plant('phone-second-kept', (cells, line) => { cells.phone = `${cells.phone}\n${line.child.home.mother.phone}`; }),
  // said, and stored as it is
  noId: plant('id-missing', (cells, line) => withoutId(cells, line)),
  noIdWord: plant('id-missing', (cells, line, random) => withoutId(cells, line, random.pick(['无', '未办理', '未上户', '暂无']))),
  phoneShort: plant('phone-unreadable', (cells, line) => { cells.phone = cells.phone.slice(0, 10); line.truth.guardianPhone = null; }),
  guardianIdOld: plant('relative-id-invalid', cells => { cells.guardianId = cells.guardianId.slice(0, 6) + cells.guardianId.slice(8, 17); }),
  fatherIdOld: plant('relative-id-invalid', cells => { cells.fatherId = cells.fatherId.slice(0, 6) + cells.fatherId.slice(8, 17); }),
  accountLost: plant('account-unreadable', cells => { cells.account = '6.2E+18'; }),
  phoneBlank: plant([], (cells, line) => { cells.phone = ''; line.truth.guardianPhone = null; }),
  // waits for a person
  villageBlank: plant('village-missing', (cells, line) => { cells.village = ''; noPlace(line); }),
  villageNear: plant('village-near', (cells, line, random, text) => { cells.village = text; noPlace(line); }),
  villageElsewhere: plant('village-other-town', (cells, line, random, text) => { cells.village = text; noPlace(line); }),
  villageTwice: plant('village-ambiguous', (cells, line, random, text) => { cells.town = ''; cells.village = text; noPlace(line); }),
  villageHome: plant('village-missing', (cells, line, random, text) => { cells.village = text; noPlace(line); }),
  orphanAlone: plant('category-ambiguous', (cells, line) => { cells.category = '孤儿'; line.truth.categories = []; }),
  wordUnknown: plant('category-unknown', (cells, line, random, text) => { cells.category = text; line.truth.categories = []; }),
  wordBlank: plant('category-missing', (cells, line) => { cells.category = ''; line.truth.categories = []; }),
  ageOnly: plant('no-id-no-birth', (cells, line) => { withoutId(cells, line); cells.birth = ''; line.truth.bornOn = null; }),
  birthLunar: plant('birth-unreadable', (cells, line) => { cells.birth = `农历${year(line.child.born)}年腊月初八`; }),
  birthTwoDigits: plant('birth-unreadable', (cells, line) => { cells.birth = BIRTH_STYLES.dots(line.child.born).slice(2); }),
  sexUnknown: plant('sex-unreadable', (cells, line) => { cells.sex = '未知性别'; delete line.truth.sex; }),
  noIdNoSex: plant(['id-missing', 'sex-missing'], (cells, line) => { withoutId(cells, line); cells.sex = ''; line.truth.sex = null; }),
  nameWithMark: plant('name-unclear', (cells, line) => { cells.name = `${cells.name}（转入）`; delete line.truth.name; }),
  // refused
  idLost: plant('id-precision-lost', cells => { cells.id = '3.70899E+17'; }),
  idNumberCell: plant('id-precision-lost', cells => { cells.id = Number(`${cells.id.slice(0, 15)}000`); }),
  id15: plant('id-format', cells => { cells.id = cells.id.slice(0, 6) + cells.id.slice(8, 17); }),
  id17: plant('id-format', cells => { cells.id = cells.id.slice(0, 17); }),
  idCheck: plant('id-check-digit', cells => { cells.id = cells.id.slice(0, 17) + (cells.id[17] === 'X' ? '1' : (+cells.id[17] + 1) % 10); }),
  idMasked: plant('id-masked', cells => { cells.id = `${cells.id.slice(0, 6)}********${cells.id.slice(14)}`; }),
  sexWrong: plant('sex-contradicts-id', cells => { cells.sex = cells.sex === '男' ? '女' : '男'; }),
  birthWrong: plant('birth-contradicts-id', (cells, line) => { cells.birth = BIRTH_STYLES.dots(addDays(line.child.born, 31)); }),
  birthFuture: plant(['birth-future', 'id-missing'], (cells, line) => { withoutId(cells, line); cells.birth = '2061.3.12'; }),
  villageUnknown: plant('village-unknown', (cells, line, random, text) => { cells.village = text; }),
  townUnknown: plant('town-unknown', (cells, line, random, text) => { cells.town = text; }),
  nameBlank: plant('name-missing', cells => { cells.name = ''; }),
  nameWord: plant('name-missing', cells => { cells.name = '无'; }),
  phoneError: plant('formula-no-value', cells => { cells.phone = { formula: 'VLOOKUP("电话",$A$1:$B$2,2,FALSE)', result: { error: '#N/A' } }; }),
};

/** 同上 in a column whose value in the child row above is the same. */
export function ditto(line, above, field, word = '同上') {
  const same = field === 'village' ? line.village === above.village : line.cells[field] === above.cells[field];
  if (!same || !above.cells[field]) throw new Error(`nothing to repeat in ${field}`);
  line.cells[field] = word;
  line.codes.add('ditto-carried');
}
