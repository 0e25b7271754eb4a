// Remakes readings.txt from npm pinyin-pro 3.29.4 (MIT): how each character is read, and how surnames are read at the head of a name.
// Run: npm ci && node make.mjs
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import surnames from './node_modules/pinyin-pro/dist/esm/data/surname.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { pinyin } = createRequire(import.meta.url)('pinyin-pro');
const plain = text => pinyin(text, { toneType: 'none', v: true, type: 'array' });
const asName = text => pinyin(text, { toneType: 'none', v: true, type: 'array', surname: 'head' });

// 〇, CJK extension A, the basic block, compatibility ideographs, and the supplementary planes.
const ranges = [[0x3007, 0x3007], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff], [0x20000, 0x323af]];
const groups = new Map();
const heads = [];
for (const [first, last] of ranges) {
  for (let point = first; point <= last; point++) {
    const character = String.fromCodePoint(point);
    const [reading] = plain(character);
    if (!/^[a-z]+$/.test(reading)) continue;
    groups.set(reading, (groups.get(reading) ?? '') + character);
    const [head] = asName(character + '丂');   // followed by a character that begins no word
    if (head !== reading) heads.push(`${head} ${character}`);
  }
}

const headOf = new Map(heads.map(line => line.split(' ').reverse()));
for (const surname of Object.keys(surnames)) {
  const characters = [...surname];
  if (characters.length < 2) continue;
  const read = asName(surname + '丂').slice(0, characters.length);
  const single = characters.map((character, at) => (at === 0 && headOf.get(character)) || plain(character)[0]);
  if (read.join() !== single.join()) heads.push(`${read.join(' ')} ${surname}`);
}

const text = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reading, characters]) => `${reading} ${characters}\n`).join('')
  + '#surnames\n' + heads.map(line => `${line}\n`).join('');
const count = [...groups.values()].reduce((sum, characters) => sum + [...characters].length, 0);
const sha = createHash('sha256').update(text).digest('hex');
console.log({ characters: count, syllables: groups.size, surnames: heads.length, bytes: Buffer.byteLength(text), sha });
if (count < 20856 || !sha.startsWith('614f54b2d6662c50')) throw new Error('the readings differ from pinyin-pro 3.29.4');
writeFileSync(join(here, 'readings.txt'), text);
