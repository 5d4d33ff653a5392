import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { withDetails } from '#functions/exception-types/order-information-error/details.ts';
import { foldChinese, foldLatin } from '#functions/exception-types/order-information-error/fold.ts';
import { judge } from '#functions/exception-types/order-information-error/judge.ts';
import { suggestedBy } from '#functions/exception-types/order-information-error/problem.ts';
import { settings } from '#functions/exception-types/order-information-error/settings.ts';
import type { Address } from '#shared/domain/address.ts';
import { anOrder } from '#test/support/shop.ts';
import { knownAddresses } from './known.ts';
import { countriesMeasured, mutations, rightByOtherNames } from './mutations.ts';
import { chance } from './valid.ts';

const thresholds = settings.parse({});

/** What becomes of an address: nothing, a change that nobody is told of, one that is told (to the right thing or not), a question. */
export type Verdict = 'left alone' | 'formatted' | 'corrected' | 'corrected wrongly' | 'asked';

/** `meant` is what the address was before it was made wrong. */
export function verdictOf(shippingAddress: Address, meant?: Address): Verdict {
  const order = anOrder({ market: shippingAddress.country, shippingAddress });
  const { fixes, questions } = judge(order, thresholds);
  if (questions.length > 0) return 'asked';
  if (fixes.length === 0) return 'left alone';
  const { shippingAddress: mended = shippingAddress } = withDetails(order, suggestedBy(fixes));
  if (meant && !isSamePlace(mended, meant)) return 'corrected wrongly';
  return fixes.some(({ silent }) => !silent) ? 'corrected' : 'formatted';
}

/** City and region read as the same names, whichever of their spellings is written. */
function isSamePlace(a: Address, b: Address): boolean {
  const read = ({ city = '', region = '' }: Address) =>
    [city, region].map((name) => foldLatin(foldChinese(name)).replace(/省$|市$/, '')).join('|');
  return !b.city || read({ ...a, ...(!b.region && { region: '' }) }) === read(b);
}

export type Tally = Record<Verdict, number>;
const none = (): Tally => ({ 'left alone': 0, formatted: 0, corrected: 0, 'corrected wrongly': 0, asked: 0 });

export function tallyOf(addresses: Iterable<readonly [address: Address, meant?: Address]>): Tally {
  const tally = none();
  for (const [address, meant] of addresses) tally[verdictOf(address, meant)]++;
  return tally;
}

/** The addresses that were written down by hand, per country. */
export function knownTallies(): Record<string, Tally> {
  return Object.fromEntries(
    Object.entries(knownAddresses).map(([country, known]) => [country, tallyOf(known.map((each) => [each]))]),
  );
}

/** Right addresses of each country, `count` each. */
export function validTallies(count: number, seed = 1): Record<string, Tally> {
  return Object.fromEntries(
    Object.entries({ ...countriesMeasured, ...rightByOtherNames }).map(([name, make]) => {
      const random = chance(seed);
      return [name, tallyOf(Array.from({ length: count }, () => [make(random)] as const))];
    }),
  );
}

/** The same made wrong, per class of mistake. */
export function mutatedTallies(count: number, seed = 2): Record<string, Tally> {
  return Object.fromEntries(
    Object.entries(mutations).map(([name, mutate]) => {
      const random = chance(seed);
      const makers = Object.values(countriesMeasured);
      const pairs = Array.from({ length: count }, (_, i) => {
        const right = makers[i % makers.length]!(random);
        const wrong = mutate(right, random);
        return wrong ? [[wrong, right] as const] : [];
      });
      return [name, tallyOf(pairs.flat())];
    }),
  );
}

/** 500 orders of a shop in the United States, as they lie beside the repository; nothing = they do not. */
export function realAddresses(file: string): Address[] | undefined {
  if (!existsSync(file)) return undefined;
  const rows = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean);
  return rows.map((row) => {
    const { user_id, address } = JSON.parse(row) as { user_id: string; address: Record<string, string> };
    const { address1 = '', address2 = '', city = '', state = '', zip = '' } = address;
    return {
      recipientName: user_id.split('_').slice(0, 2).join(' '),
      addressLines: [address1, address2],
      city,
      region: state,
      postalCode: zip,
      country: 'US',
    };
  });
}
