import { createHash } from 'node:crypto';
import type { Order } from '#shared/domain/order.ts';
import type { Facts } from '../exception-type.ts';
import { duplicatesOf } from './duplicates.ts';
import { type OddLine, oddLines } from './goods.ts';
import { judge } from './judge.ts';
import { digestOf, type Problem } from './problem.ts';
import { staffRules } from './rules.ts';
import type { Settings } from './settings.ts';

/**
 * What a case is about; the first word of its cause key. `fix`: mended unasked. `details`: asked, and the order stands
 * still. `mail`: asked, and the order goes on. `goods`: staff look. `duplicate`: asked, and silence ships.
 */
export const subjects = ['fix', 'details', 'mail', 'goods', 'duplicate'] as const;
export type Subject = (typeof subjects)[number];

/** Everything that is wrong with an order, by what becomes of it. */
export interface Causes {
  readonly fix: readonly Problem[];
  readonly details: readonly Problem[];
  readonly mail: readonly Problem[];
  readonly goods: readonly OddLine[];
  /** The earlier orders that it may be once more; one of them is asked about. */
  readonly duplicate: readonly Order[];
}

export function causesOf({ order, stock, siblings }: Facts, thresholds: Settings): Causes {
  const { fixes, questions } = judge(order, thresholds);
  return {
    fix: fixes,
    details: questions.filter(({ field }) => field !== 'email'),
    mail: questions.filter(({ field }) => field === 'email'),
    goods: oddLines(order, stock, thresholds),
    duplicate: duplicatesOf(order, siblings, thresholds),
  };
}

export const subjectOf = ({ causeKey }: { readonly causeKey: string }): Subject =>
  subjects.find((subject) => causeKey.startsWith(`${subject}:`)) ?? 'details';

/**
 * The rules that found something and a keyed hash of what they found: the same again is the same case, unless it had
 * been corrected and somebody wrote the old values back.
 */
export function causeKeyOf(order: Order, subject: Subject, problems: readonly Problem[]): string {
  const causes = problems.map((problem) => `${problem.rule} ${digestOf(order.orderId, problem)}`).sort();
  const times = (order.corrections ?? []).filter(
    ({ changes, causes: mended }) =>
      changes.length > 0 && mended.some(({ rule, digest }) => causes.includes(`${rule} ${digest}`)),
  ).length;
  return `${subject}:${rulesOf(problems).join('+')}:${hash(causes.join('\n'))}${times > 0 ? `:${times}` : ''}`;
}

export const goodsKeyOf = (lines: readonly OddLine[]): string => `goods:${lines.map(oddKeyOf).sort().join('+')}`;

const oddKeyOf = ({ rule, line }: OddLine) => `${rule} ${line.lineId} ${line.sku} ${line.unitPriceMinor}`;

/** The lines that a case was opened for and that are still as they were; their shelves need not be at hand. */
export const oddLinesOf = ({ lines }: Order, { causeKey }: { readonly causeKey: string }): OddLine[] =>
  lines.flatMap((line) =>
    staffRules
      .map((rule) => ({ line, rule }))
      .filter((odd) => line.quantity > 0 && causeKey.replace('goods:', '').split('+').includes(oddKeyOf(odd))),
  );

export const duplicateKeyOf = (other: Order): string => `duplicate:${other.orderId}`;

export const rulesOf = (found: readonly { readonly rule: string }[]): string[] =>
  [...new Set(found.map(({ rule }) => rule))].sort();

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
