import type * as z from 'zod';
import type { Answer, LineOffer, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { CountTolerance, Inventory } from '#shared/domain/inventory.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import type { Language, SourceTable } from '#shared/domain/primitives.ts';
import type { Settings } from '#shared/domain/settings.ts';

/** The present rows that a rule may look at. */
export interface Facts {
  readonly order: Order;
  readonly payments: readonly Payment[];
  /** Stock of every SKU that a line lacks, and of its substitutes when the shelves cannot cover it. */
  readonly stock: readonly Inventory[];
}

/** What a rule found: one exception, identified by its cause. */
export interface Finding {
  /** The same cause gives the same key; with type and order it makes the case's id. */
  readonly causeKey: string;
  readonly causeCode: string;
  readonly severity: 'critical' | 'warning';
  readonly impact: { readonly moneyMinor: number; readonly lines: number; readonly daysAtStake: number };
  /** What stands behind it (SKUs, a provider, a region): many of these within minutes are one incident. */
  readonly behind: readonly string[];
}

/** Units of a line that come back in money: what was paid for them, split as finance books it. */
export interface RefundedLine {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly net: number;
  readonly tax: number;
  readonly taxRate: number;
  readonly discountShare: number;
}

/** What an answer does to the order, worked out beforehand; `make-final` writes it in one transaction. */
export interface Mending {
  readonly lines: readonly OrderLine[];
  readonly cancelsOrder: boolean;
  readonly refund: {
    readonly amountMinor: number;
    readonly lines: readonly RefundedLine[];
    readonly shippingMinor: number;
  };
  /** Until when an accepted wait is watched. */
  readonly waitUntil?: string;
}

/** The words of one mail; amounts and dates are formatted for the reader already. */
export interface MailText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: string;
}

/** How a case ended for its customer. */
export interface Outcome {
  readonly by: 'customer' | 'silence' | 'preference' | 'policy' | 'staff' | 'stock' | 'supersede';
  /** What was agreed; absent when the cause went away. */
  readonly offer?: Offer;
  readonly answer?: Answer;
  readonly refund?: { readonly amount: Money; readonly dueBy: string };
}

/** Everything that a type says to a customer, once per language. */
export interface TypeMessages {
  readonly question: (order: Order, offer: Offer) => MailText;
  readonly reminder: (order: Order, offer: Offer) => MailText;
  readonly done: (order: Order, outcome: Outcome) => MailText;
  readonly option: (choice: string, unit: LineOffer, order: Order) => string;
}

/** How an accepted wait stands: what was waited for is there, is still expected in time, or will not be. */
export type WaitStanding = 'arrived' | 'on-time' | 'slipped';

/** What a type decides, under the thresholds of one deployment. */
export interface TypeRules {
  /** The cause must last this long. */
  readonly settleSeconds: number;
  /** Why an order is stopped while its case is open. */
  readonly holdReason: Order['holds'][number]['reason'];
  readonly answerHours: number;
  readonly reminderHours: number;
  readonly reminders: number;
  /** A wait is looked at this long before its date, and on it. */
  readonly watchDaysBefore: number;
  readonly rules: Partial<Record<SourceTable, (facts: Facts, now: Date) => Finding | undefined>>;
  /** Nothing to offer = nothing is wrong any more. */
  readonly offer: (facts: Facts, record: Pick<CaseRecord, 'orderId'>, now: Date) => Offer | undefined;
  /** What is decided without a question: by the customer's stored wish, or because it is within what was promised. */
  readonly preset: (offer: Offer, facts: Facts) => { answer: Answer; by: 'preference' | 'policy' } | undefined;
  /** What no answer means; nothing = staff decide. */
  readonly silence: (offer: Offer) => Answer | undefined;
  readonly movesMoney: (offer: Offer, answer: Answer) => boolean;
  /** @throws OfferOutdated when the order no longer holds what was agreed on. */
  readonly mend: (facts: Facts, record: Pick<CaseRecord, 'caseId'>, offer: Offer, answer: Answer, now: Date) => Mending;
  readonly standing: (facts: Facts, now: Date) => WaitStanding;
  /** The order's lines when an accepted wait slips: what was waited for is missing again. */
  readonly slipped: (facts: Facts, now: Date) => OrderLine[];
  /** For a type that judges stock: how its counts are compared, and how long a replenishment request stands. */
  readonly stock?: { readonly counts: CountTolerance; readonly replenishGuardHours: number };
}

/** What a type of exception fills in; everything else about it is shared. */
export interface ExceptionType {
  /** kebab-case; the folder, the ASL file, the scenario test, the URL segment, the log field. */
  readonly key: string;
  /** Who may ask first when two cases of one order have a question: 1 is first. */
  readonly rank: number;
  /** Its thresholds in the deployment's configuration, each with unit, range and default. */
  readonly settings: z.ZodType;
  readonly messages: Record<Language, TypeMessages>;
  readonly under: (thresholds: unknown) => TypeRules;
}

/** A type with its rules under the thresholds of this deployment. */
export type InstalledType = Omit<ExceptionType, 'under'> & TypeRules;

/** Ties a type's rules to its own schema, so that they never see thresholds that it did not check. */
export function exceptionType<Schema extends z.ZodType>(
  type: Omit<ExceptionType, 'under' | 'settings'> & {
    readonly settings: Schema;
    readonly under: (thresholds: z.infer<Schema>) => TypeRules;
  },
): ExceptionType {
  return { ...type, under: (thresholds) => type.under(type.settings.parse(thresholds ?? {})) };
}

export function installed({ under, ...type }: ExceptionType, settings: Settings): InstalledType {
  return { ...type, ...under(settings.types[type.key]) };
}

/** Thrown by `mend` when what was agreed on is no longer on the order: staff decide. */
export class OfferOutdated extends Error {
  override readonly name = 'OfferOutdated';
}
