// PCG32 (XSH-RR): one stream per name, so that a new book never moves the children of another one. No clock, no Math.random.

const MULTIPLIER = 6364136223846793005n, WORD = (1n << 64n) - 1n;

/** FNV-1a, 64 bits, over the UTF-8 bytes: a name becomes the number of its stream. */
function fnv1a(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text, 'utf8')) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & WORD;
  return hash;
}

/** @returns a generator of its own for `name`; the same name always gives the same sequence. */
export function stream(name) {
  const increment = (fnv1a(`${name}/increment`) << 1n | 1n) & WORD;
  let state = (fnv1a(name) + increment) & WORD;

  function next() {
    const old = state;
    state = (old * MULTIPLIER + increment) & WORD;
    const shifted = Number(((old >> 18n) ^ old) >> 27n & 0xffffffffn) >>> 0, turn = Number(old >> 59n);
    return ((shifted >>> turn) | (shifted << (-turn & 31))) >>> 0;
  }
  const random = {
    /** 0 … limit - 1 */
    below: limit => next() % limit,
    /** from … to, both included */
    between: (from, to) => from + next() % (to - from + 1),
    chance: percent => next() % 100 < percent,
    pick: list => list[next() % list.length],
    /** pairs [weight, value] */
    weighted(pairs) {
      let left = next() % pairs.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of pairs) if ((left -= weight) < 0) return value;
    },
    shuffled(list) {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) { const j = next() % (i + 1); [copy[i], copy[j]] = [copy[j], copy[i]]; }
      return copy;
    },
  };
  return random;
}
