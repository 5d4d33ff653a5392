import type { Address, Correction } from '#shared/domain/address.ts';
import type { Order } from '#shared/domain/order.ts';
import { checkChina } from './china.ts';
import { countries } from './countries.ts';
import type { Details } from './details.ts';
import { checkLines } from './lines.ts';
import { checkPostalCode } from './postal-code.ts';
import type { Problem } from './problem.ts';
import { checkTaiwan } from './taiwan.ts';
import { checkUnitedStates } from './united-states.ts';

/**
 * Says what is wrong with a postal address, from the order's row alone: a rule is pure, so a service that is asked over
 * the network writes its answer to the row (`addressVerification`) and a verifier reads it there. A deployment names
 * its verifier in the threshold `verifier`; another one is an entry in `verifiers`.
 */
export type AddressVerifier = (order: Order, address: Address, details: Details) => readonly Problem[];

const tables: Readonly<Record<string, (details: Details) => Problem[]>> = {
  TW: checkTaiwan,
  CN: checkChina,
  US: checkUnitedStates,
};

/** Forms per country, and the vendored tables where there is one. */
export const localRules: AddressVerifier = (_order, { country }, details) => {
  const form = [...checkLines(country, details), ...checkPostalCode(country, details)];
  // A code that has no form cannot be held against a city.
  const formless = form.some(({ field }) => field === 'postalCode');
  const places =
    tables[country]?.(formless ? { ...details, postalCode: '' } : details) ?? requiredPlace(country, details);
  return [...form, ...places.filter(({ field }) => !(formless && field === 'postalCode'))];
};

function requiredPlace(country: string, { city }: Details): Problem[] {
  if (!countries[country]?.cityRequired || city.trim()) return [];
  return [{ rule: 'city-missing', field: 'city', tier: 'ask', hard: true, value: '' }];
}

/** An accepted address is right whatever the tables say; a service that questions one is believed, and the rest is ours. */
export const shopService: AddressVerifier = (order, address, details) => {
  const verdict = verdictOn(order);
  if (verdict?.action === 'ACCEPT') return checkLines(address.country, details).filter(({ hard }) => hard);
  const local = localRules(order, address, details);
  if (!verdict || local.length > 0) return local;
  const suggestion = verdict.suggestion;
  return [
    {
      rule: 'service-questions',
      field: 'addressLine1',
      tier: suggestion ? 'confirm' : 'ask',
      value: JSON.stringify(details),
      ...(suggestion && { suggestion }),
    },
  ];
};

/** Once its customer has corrected an address, what a service said before is about another one. */
function verdictOn({ addressVerification, corrections = [] }: Order): Order['addressVerification'] {
  const isOlder = ({ tier, at, changes }: Correction) =>
    tier !== 'fix' && changes.some(({ field }) => field !== 'email') && at >= addressVerification!.at;
  return addressVerification && corrections.some(isOlder) ? undefined : addressVerification;
}

export const verifiers = { 'local-rules': localRules, 'shop-service': shopService } as const satisfies Record<
  string,
  AddressVerifier
>;
export const verifierNames = Object.keys(verifiers) as [keyof typeof verifiers, ...(keyof typeof verifiers)[]];
