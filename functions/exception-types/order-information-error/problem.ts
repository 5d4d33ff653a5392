import { createHmac } from 'node:crypto';
import type { Correction, DeliveryField } from '#shared/domain/address.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Details } from './details.ts';
import type { CustomerRule } from './rules.ts';

/**
 * How sure a rule is, and so who acts: `fix` is formatting or follows from the other fields; `confirm` has a suggestion
 * that only the customer can agree to; `ask` knows that something is wrong and not what is right.
 */
export type Tier = 'fix' | 'confirm' | 'ask';

/** One thing that is wrong with where an order goes or how its customer is reached. */
export interface Problem {
  readonly rule: CustomerRule;
  /** Where it can be mended, and where it is shown. */
  readonly field: DeliveryField;
  readonly tier: Tier;
  /** Formatting, or what the customer left out and need not know: nobody is written to for it. */
  readonly silent?: boolean;
  /** Nothing can be delivered as it stands, so that keeping it is no choice. */
  readonly hard?: boolean;
  /** What it was judged by. */
  readonly value: string;
  /** What it should be; every field that changes. */
  readonly suggestion?: Partial<Details>;
}

/** The same value of the same order and rule gives the same digest; without the order's id it says nothing. */
export const digestOf = (orderId: string, { rule, value }: Pick<Problem, 'rule' | 'value'>): string =>
  createHmac('sha256', orderId).update(`${rule}\n${value}`).digest('hex').slice(0, 16);

/** What the customer has said is right as it is: it is not found again. What was undone and cannot stand is. */
export function isKept(order: Order, problem: Problem): boolean {
  if (problem.hard) return false;
  return causesKept(order.corrections).has(`${problem.rule} ${digestOf(order.orderId, problem)}`);
}

const causesKept = (corrections: readonly Correction[] = []) =>
  new Set(
    corrections
      .filter(({ changes, undoneAt }) => changes.length === 0 || undoneAt)
      .flatMap(({ causes }) => causes.map(({ rule, digest }) => `${rule} ${digest}`)),
  );

/** A correction that the customer took back shows that its rule was wrong about this value. */
export const wasUndone = ({ corrections = [], orderId }: Order, problem: Problem): boolean =>
  corrections.some(
    ({ undoneAt, causes }) =>
      undoneAt && causes.some(({ rule, digest }) => rule === problem.rule && digest === digestOf(orderId, problem)),
  );

/** The suggestions of many problems as one; an earlier rule wins where two want the same field. */
export function suggestedBy(problems: readonly Problem[]): Partial<Details> {
  return Object.assign({}, ...problems.map(({ suggestion = {} }) => suggestion).reverse());
}
