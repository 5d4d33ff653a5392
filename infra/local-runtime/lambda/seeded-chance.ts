import nodeCrypto, { type BinaryLike, type KeyObject, type webcrypto } from 'node:crypto';
import type { TransformOptions } from 'node:stream';
import type { Random } from '../random.ts';

/** `Math` with a `random` that is drawn from the seed. */
export function seededMath(random: Random): Math {
  return Object.create(Math, { random: { value: () => random.next() } });
}

/** The module `node:crypto` whose ids and bytes come from the seed; hashes and ciphers are the real ones. */
export function seededNodeCrypto(random: Random): typeof nodeCrypto {
  return overlay(nodeCrypto, {
    randomUUID: () => random.uuid(),
    randomBytes: (size: number, callback?: (error: null, bytes: Buffer) => void) => {
      const bytes = seededBytes(random, size);
      callback?.(null, bytes);
      return bytes;
    },
    randomInt: (first: number, second?: number) => {
      const [low, high] = second === undefined ? [0, first] : [first, second];
      return low + Math.floor(random.next() * (high - low));
    },
    webcrypto: seededWebCrypto(random),
    // Node tries a plain key as a key object first, which costs more than the hash; an SDK signs each of its requests.
    createHmac: (algorithm: string, key: BinaryLike | KeyObject, options?: TransformOptions) =>
      nodeCrypto.createHmac(algorithm, ArrayBuffer.isView(key) ? nodeCrypto.createSecretKey(key) : key, options),
  });
}

/** The global `crypto`, likewise. */
export function seededWebCrypto(random: Random): webcrypto.Crypto {
  return overlay(globalThis.crypto, {
    randomUUID: () => random.uuid(),
    getRandomValues: <T extends ArrayBufferView>(into: T): T => {
      new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(seededBytes(random, into.byteLength));
      return into;
    },
  });
}

function seededBytes(random: Random, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  for (let i = 0; i < size; i++) bytes[i] = random.next() * 256;
  return bytes;
}

/** An object that answers as `original` except for the members given. */
function overlay<T extends object>(original: T, members: Readonly<Record<string, unknown>>): T {
  return new Proxy(original, {
    get: (target, key) => {
      if (typeof key === 'string' && Object.hasOwn(members, key)) return members[key];
      return Reflect.get(target, key, target);
    },
  });
}
