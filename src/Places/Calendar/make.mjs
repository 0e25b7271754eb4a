// Remakes calendar.json from npm chinese-days 1.5.7 (MIT): the yearly notices of 国务院办公厅, days off and moved working days.
// Run: npm ci && node make.mjs
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const source = JSON.parse(readFileSync(join(here, 'node_modules/chinese-days/dist/chinese-days.json'), 'utf8'));
const days = (kind, named) => Object.entries(named).map(([date, name]) => ({ date, kind, name: name.split(',')[1] }));
const all = [...days('holiday', source.holidays), ...days('workday', source.workdays)].sort((a, b) => (a.date < b.date ? -1 : 1));
const text = '[\n' + all.map(day => '  ' + JSON.stringify(day)).join(',\n') + '\n]\n';
const sha = createHash('sha256').update(text).digest('hex');
console.log({ days: all.length, from: all[0].date, to: all.at(-1).date, sha });
if (!sha.startsWith('4d4b4167f7c16115')) throw new Error('the calendar differs from chinese-days 1.5.7');
writeFileSync(join(here, 'calendar.json'), text);
