import {
  advices,
  type Decline,
  type DeclineClass,
  networkDeclines,
  stripeDeclines,
  visaCategories,
} from './decline-codes.ts';

const unknown: Decline = { declineClass: 'buyer-can-fix', hint: 'other' };

/** A provider may write a code in its own case, with hyphens, or an ISO code without its leading zero. */
function spelt(code: string): string[] {
  const plain = code.trim();
  return [plain, plain.toUpperCase(), plain.toLowerCase().replaceAll('-', '_'), plain.padStart(2, '0')];
}

function find(table: Readonly<Record<string, Decline>>, code: string | undefined): Decline | undefined {
  if (!code) return undefined;
  const known = spelt(code).find((each) => Object.hasOwn(table, each));
  return known === undefined ? undefined : table[known];
}

/** What a refusal means: the advice first, then the code; what nobody knows is the buyer's to fix. */
export function declineOf(declineCode: string | undefined, adviceCode?: string): Decline {
  const byCode = find(stripeDeclines, declineCode) ?? find(networkDeclines, declineCode);
  // A code under which a card must not be tried again is not softened by an advice.
  if (byCode?.declineClass === 'never-retry') return byCode;
  return find(advices, adviceCode) ?? byCode ?? unknown;
}

export type VisaCategory = 1 | 2 | 3 | 4;

/** Visa's category of a network code; 4 = every code that none of the others names. */
export function visaCategoryOf(declineCode: string | undefined): VisaCategory {
  const codes = declineCode === undefined ? [] : spelt(declineCode);
  const named = ([1, 2, 3] as const).find((category) => visaCategories[category].some((code) => codes.includes(code)));
  return named ?? 4;
}

/** Whether the same card may be tried again without its holder: never by advice or category 1, and not with wrong data. */
export function mayRepeat(declineCode: string | undefined, adviceCode?: string): boolean {
  const { declineClass } = declineOf(declineCode, adviceCode);
  const repeatable: readonly DeclineClass[] = ['try-later', 'provider-fault'];
  return repeatable.includes(declineClass) && visaCategoryOf(declineCode) !== 1;
}
