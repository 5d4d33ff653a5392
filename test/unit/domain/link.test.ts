import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkClaims, type LinkKey, readLink, signLink, WeakLinkKey } from '#shared/domain/link.ts';

const aKey = (keyId: string, fill: number): LinkKey => ({ keyId, secret: new Uint8Array(32).fill(fill) });
const current = aKey('v2', 2);
const previous = aKey('v1', 1);
const claims: LinkClaims = {
  caseId: 'out-of-stock-A-1001-0123456789ab',
  orderId: 'A-1001',
  purpose: 'reply',
  expiresAt: 1_793_600_000,
};
const anyClaims = fc.record({
  caseId: fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
  orderId: fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
  purpose: fc.constant('reply' as const),
  expiresAt: fc.integer({ min: 0, max: 4_102_444_800 }),
});
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ %';

describe('a link', () => {
  it('reads back what was signed, in characters that need no escaping in an address', () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        const token = signLink(current, claims);
        expect(token).toMatch(/^[A-Za-z0-9_.-]+$/);
        expect(readLink([current], token)).toEqual(claims);
      }),
    );
  });

  it('is not accepted with any single character changed', () => {
    const token = signLink(current, claims);
    const accepted = [...token].flatMap((own, at) =>
      [...alphabet]
        .filter((other) => other !== own)
        .map((other) => token.slice(0, at) + other + token.slice(at + 1))
        .filter((mutated) => readLink([current, previous], mutated)),
    );
    expect(accepted).toEqual([]);
  });

  it('is not accepted with a character taken out, put in or doubled, cut anywhere, or with an ending added', () => {
    const token = signLink(current, claims);
    const mutations = Array.from(token, (own, at) => [
      token.slice(0, at) + token.slice(at + 1),
      token.slice(0, at) + own + token.slice(at),
      `${token.slice(0, at)}A${token.slice(at)}`,
      token.slice(0, at),
    ]).flat();
    const endings = [...alphabet].flatMap((ending) => [token + ending, ending + token]);
    const mutated = [...mutations, ...endings, `${token}.${token}`].filter((text) => text !== token);
    expect(mutated.length).toBeGreaterThan(500);
    expect(mutated.filter((text) => readLink([current, previous], text))).toEqual([]);
  });

  it('is not accepted under a mutation by chance, thousands of times', () => {
    const token = signLink(current, claims);
    const change = fc.record({ at: fc.nat(token.length - 1), to: fc.constantFrom(...alphabet) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const text = [...token];
        for (const { at, to } of changes) text[at] = to;
        fc.pre(text.join('') !== token);
        expect(readLink([current, previous], text.join(''))).toBeUndefined();
      }),
      { numRuns: 5_000 },
    );
  });

  it('is not put together from the parts of two others', () => {
    const mine = signLink(current, claims).split('.');
    const theirs = signLink(current, { ...claims, orderId: 'A-1002' }).split('.');
    expect(readLink([current], [mine[0], theirs[1], mine[2]].join('.'))).toBeUndefined();
    expect(readLink([current, previous], [previous.keyId, mine[1], mine[2]].join('.'))).toBeUndefined();
  });

  it('answers nothing to any text that it did not sign', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(readLink([current, previous], text)).toBeUndefined();
        expect(readLink([current, previous], `v2.${text}`)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the keys of links', () => {
  it('are both good for reading while one replaces the other', () => {
    for (const key of [current, previous]) {
      expect(readLink([current, previous], signLink(key, claims))).toEqual(claims);
    }
  });

  it('stop being good once they are gone', () => {
    expect(readLink([current], signLink(previous, claims))).toBeUndefined();
    expect(readLink([], signLink(current, claims))).toBeUndefined();
  });

  it('are told apart by their secret and not by their name', () => {
    expect(readLink([aKey('v2', 9)], signLink(current, claims))).toBeUndefined();
  });

  it('sign nothing when they are short', () => {
    expect(() => signLink({ keyId: 'v3', secret: new Uint8Array(31) }, claims)).toThrow(WeakLinkKey);
  });
});
