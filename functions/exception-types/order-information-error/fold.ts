import { distance } from 'fastest-levenshtein';
import folded from './tables/folded-characters.json' with { type: 'json' };
import { lazily } from './tables/unpacked.ts';

const characters = lazily(folded, (text) => {
  const pairs = [...text];
  return new Map(pairs.flatMap((from, i) => (i % 2 === 0 ? [[from, pairs[i + 1]!] as const] : [])));
});

/** A Chinese place's name as one spelling: full width, traditional, 臺 and 台 are the same name. Spaces go. */
export function foldChinese(text: string): string {
  const known = characters();
  return [...text.normalize('NFKC').replace(/[\s,，、]+/g, '')].map((each) => known.get(each) ?? each).join('');
}

const words: Readonly<Record<string, string>> = {
  st: 'saint',
  ste: 'sainte',
  ft: 'fort',
  mt: 'mount',
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
  hts: 'heights',
  hgts: 'heights',
  lk: 'lake',
  pk: 'park',
  bch: 'beach',
  spgs: 'springs',
  vlg: 'village',
};

/** A place's name in Latin letters: case, accents, punctuation and the usual short forms make no difference. */
export function foldLatin(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => words[word] ?? word)
    .join(' ');
}

export const isLatin = (text: string): boolean => !/\p{Script=Han}/u.test(text);

/** Letters that may differ in a misspelt name: none in a short one, where another name is as near. */
export const allowedSlips = (name: string): number =>
  isLatin(name) ? (name.length < 5 ? 0 : name.length < 8 ? 1 : 2) : name.length < 3 ? 0 : 1;

/** The one candidate that `name` is a misspelling of; nothing when none or several are as near. */
export function misspeltAs(
  name: string,
  candidates: Iterable<string>,
  most: number = allowedSlips(name),
): string | undefined {
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of new Set(candidates)) {
    if (Math.abs(candidate.length - name.length) > most) continue;
    const slips = slipsBetween(name, candidate);
    if (slips === least) best = undefined;
    if (slips >= least) continue;
    best = candidate;
    least = slips;
  }
  return best;
}

/** Edit distance in which two neighbours that changed places are one slip. */
function slipsBetween(a: string, b: string): number {
  const plain = distance(a, b);
  if (plain !== 2 || a.length !== b.length) return plain;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] ? 1 : 2;
}
