/** Everything by chance in a run (ids, jitter, faults) is drawn from one seed, so that the run can be replayed. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A version 4 UUID. */
  uuid(): string;
  /** Draws what a UUID takes, for one that nobody reads. */
  skipUuid(): void;
  /** A new stream that depends on this seed and the label only, so that drawing from one does not move the other. */
  fork(label: string): Random;
}

/** By how much the state of a generator grows with each number that is drawn. */
const step = 0x6d2b79f5;

/** A Random from a 32-bit seed (mulberry32: small, fast, good enough for everything that is not a secret). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + step) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const word = () => Math.floor(next() * 2 ** 32);
  return {
    next,
    uuid: () => version4(word(), word(), word(), word()),
    skipUuid: () => {
      state = (state + 4 * step) >>> 0;
    },
    fork: (label) => seededRandom(seed ^ fnv1a(label)),
  };
}

/** 128 bits as text, six of them replaced by the version and the variant. */
function version4(a: number, b: number, c: number, d: number): string {
  const versioned = hex((b & 0xffff0fff) | 0x4000);
  const variant = hex((c & 0x3fffffff) | 0x80000000);
  return `${hex(a)}-${versioned.slice(0, 4)}-${versioned.slice(4)}-${variant.slice(0, 4)}-${variant.slice(4)}${hex(d)}`;
}

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hex = (word: number) =>
  `${bytes[word >>> 24]}${bytes[(word >>> 16) & 0xff]}${bytes[(word >>> 8) & 0xff]}${bytes[word & 0xff]}`;

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
