// What the books share: homes with children in real villages, choosing lines for a fault, doubles, and the guard against doubles nobody meant.
import { addDays, daysBetween } from './people.mjs';
import { cleanLine, FAULTS } from './line.mjs';
import { oneOff, written } from './places.mjs';

/** A day of birth by the ages of demo.md 4. `from`: nobody of the book is born before it. */
export function birthday(random, from = '2012-01-01', to = '2025-09-30') {
  const [first, last] = random.weighted([[6, ['2023-06-16', to]], [14, ['2020-06-16', '2023-06-15']], [44, ['2014-06-16', '2020-06-15']], [36, [from, '2014-06-15']]]);
  return addDays(first, random.below(daysBetween(first, last) + 1));
}

/** One to three children of one home, born on different days; the first may be asked to be `twins` of the second. */
export function homeOf(village, who, random, { relations, size, births, twins = false, from }) {
  const home = { ...who.family(relations), village };
  const days = Array.from({ length: size }, (_, i) => births?.[i] ?? birthday(random, from));
  if (twins) days[1] = days[0];
  home.children = [...new Set(days)].length === size || twins ? days.map(day => who.child(home, day)) : [who.child(home, days[0])];
  return home;
}

/** How each village is written in this book: one way per village, as one clerk writes it. */
export function handwriting(random) {
  const known = new Map();
  return village => known.get(village.code) ?? known.set(village.code, written(village, random)).get(village.code);
}

/** Lines of a home, ready for faults. `wordOf(home, child)` says { word, codes }. */
export function linesOf(home, random, hand, wordOf) {
  return home.children.map(child => {
    const line = cleanLine(child, random, wordOf(home, child));
    line.cells.village = hand(home.village);
    return line;
  });
}

/** Chooses lines that have no fault yet, in a shuffled order, each once. */
export class Chooser {
  constructor(lines, random) { Object.assign(this, { left: random.shuffled(lines), random }); }

  take(count, suits = () => true) {
    const taken = [];
    this.left = this.left.filter(line => taken.length >= count || !suits(line) || !taken.push(line));
    if (taken.length < count) throw new Error(`only ${taken.length} of ${count} lines suit`);
    return taken;
  }

  /** Plants the named faults; plan: { fault: count }. */
  plant(plan, suits) {
    for (const [fault, count] of Object.entries(plan))
      for (const line of this.take(count, line => (NEEDS[fault] ?? (() => true))(line) && (!suits || suits(line)))) FAULTS[fault](line, this.random);
  }
}

/** What a line must have before a fault makes sense. */
const NEEDS = {
  idSmallX: line => line.child.id.endsWith('X'),
  nameSpaced: line => line.child.name.length === 2,
  birthMonth: line => line.child.born.slice(5, 7) !== '10',
  birthWrong: line => line.child.born < '2024',
};

/** The same child once more, written anew: no merged cell, no 同上, no fault of the first line. */
export function again(line) {
  const copy = { ...line, again: line, codes: new Set(), cells: { ...line.cells, village: line.cells.village }, truth: { ...line.truth } };
  return copy;
}

const SOUNDS_LIKE = { 佳: '嘉', 嘉: '佳', 慧: '惠', 惠: '慧', 浩: '皓', 皓: '浩', 涵: '晗', 晗: '涵', 轩: '萱', 萱: '轩', 梓: '紫', 欣: '昕', 昕: '欣', 俊: '骏', 骏: '俊', 宇: '雨', 雨: '宇', 思: '诗', 诗: '思', 依: '怡', 怡: '依', 琪: '淇', 瑶: '遥', 晨: '辰', 辰: '晨' };

/** A name that sounds the same and is written with another character, or null. */
export function soundsLike(name) {
  const at = [...name].findIndex((c, i) => i > 0 && SOUNDS_LIKE[c]);
  return at < 0 ? null : name.slice(0, at) + SOUNDS_LIKE[name[at]] + name.slice(at + 1);
}

export function rename(line, name) {
  line.cells.name = name;
  line.truth.name = name;
}

export function withoutNumber(line) {
  line.cells.id = '';
  line.truth.idNumber = null;
  line.codes.add('id-missing');
}

const compact = day => day.replaceAll('-', '');
const sameLength = (a, b) => a.length === b.length && oneOff(a, b);

/** import.md §9 in short: whether two lines would be taken for one child though at least one has no ID number. */
function looksDouble(a, b) {
  const [x, y] = [a.truth, b.truth];
  if ((x.idNumber && y.idNumber) || !x.bornOn || !y.bornOn || !x.regionCode || x.regionCode !== y.regionCode) return false;
  if (x.name !== y.name && /双胞胎|孪生|双生|龙凤胎/.test(`${a.cells.remark}${b.cells.remark}`)) return false;
  if (x.bornOn === y.bornOn) return x.name === y.name || oneOff(x.name, y.name);
  return x.name === y.name && sameLength(compact(x.bornOn), compact(y.bornOn));
}

/** Stops when two lines look double and the later one does not say so. Lines in reading order; rejected ones are passed over. */
export function guardDoubles(lines) {
  const kept = [];
  for (const line of lines) {
    const double = kept.find(earlier => looksDouble(earlier, line));
    if (Boolean(double) !== line.codes.has('probable-duplicate'))
      throw new Error(`${line.truth.name} ${line.truth.bornOn}: ${double ? 'an unplanned double of ' + double.truth.name : 'no double'}`);
    kept.push(line);
  }
}
