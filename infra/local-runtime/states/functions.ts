import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import type { Clock } from '../clock.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Json } from '../service.ts';

/** `$now(picture, timezone)` is JSONata's own formatting of the runtime's time. */
const FROM_MILLIS = jsonata('$fromMillis($time, $picture, $timezone)');
const MAX_ARRAY = 1000;
const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Gives an expression the six functions that Step Functions adds to JSONata, and the runtime's clock. */
export function registerFunctions(expression: jsonata.Expression, clock: Clock, random: Random): void {
  expression.registerFunction('partition', partition, '<an:a>');
  expression.registerFunction('range', range, '<nnn:a>');
  expression.registerFunction('hash', hash, '<x-s:s>');
  expression.registerFunction('random', (seed?: number) => randomNumber(random, seed), '<n?:n>');
  expression.registerFunction('uuid', () => random.uuid(), '<:s>');
  expression.registerFunction('parse', parse, '<s-:x>');
  expression.registerFunction('millis', () => clock.now(), '<:n>');
  expression.registerFunction(
    'now',
    (picture?: string, timezone?: string) => FROM_MILLIS.evaluate(undefined, { time: clock.now(), picture, timezone }),
    '<s?s?:s>',
  );
  expression.registerFunction('eval', () => {
    throw new Error('$eval is not supported. Use $parse to read JSON text.');
  });
}

function partition(items: Json[], size: number): Json[][] {
  if (!Number.isInteger(size) || size < 1)
    throw new Error('The second argument of $partition must be a positive integer');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new Error('The third argument of $range must not be 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > MAX_ARRAY) throw new Error(`$range returns at most ${MAX_ARRAY} numbers`);
  return Array.from({ length }, (_, i) => first + i * step);
}

function hash(data: Json | undefined, algorithm: string | undefined): string | undefined {
  if (data === undefined) return undefined;
  const name = ALGORITHMS[algorithm ?? ''];
  if (!name) throw new Error(`$hash knows ${Object.keys(ALGORITHMS).join(', ')}, not ${algorithm}`);
  return createHash(name)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
}

function randomNumber(random: Random, seed: number | undefined): number {
  return seed === undefined ? random.next() : seededRandom(Math.floor(seed)).next();
}

function parse(text: string | undefined): Json | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}
