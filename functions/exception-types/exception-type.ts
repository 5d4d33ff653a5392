import type { Answer, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import type { Language, SourceTable } from '#shared/domain/primitives.ts';

/** The present rows that a rule may look at. */
export interface Facts {
  readonly order: Order;
  readonly payments: readonly Payment[];
  /** Stock of every SKU on the order, and of the substitutes named by it. */
  readonly stock: readonly Inventory[];
}

/** What a rule found: one exception, identified by its cause. */
export interface Finding {
  /** The same cause gives the same key; with type and order it makes the case's id. */
  readonly causeKey: string;
  readonly causeCode: string;
  readonly severity: 'critical' | 'warning';
  readonly impact: { readonly moneyMinor: number; readonly lines: number; readonly daysAtStake: number };
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

/** Everything that a type says to a customer, once per language. */
export interface TypeMessages {
  readonly question: (order: Order, offer: Offer) => MailText;
  readonly reminder: (order: Order, offer: Offer) => MailText;
  readonly done: (order: Order, outcome: string) => MailText;
  readonly option: (choice: string, unit: Offer['lines'][number], order: Order) => string;
}

/** What a type of exception fills in; everything else about it is shared. */
export interface ExceptionType {
  /** kebab-case; the folder, the ASL file, the scenario test, the URL segment, the log field. */
  readonly key: string;
  /** Who may ask first when two cases of one order have a question: 1 is first. */
  readonly rank: number;
  readonly settleSeconds: number;
  readonly rules: Partial<Record<SourceTable, (facts: Facts, now: Date) => Finding | undefined>>;
  readonly offer: (facts: Facts, record: CaseRecord, now: Date) => Offer | undefined;
  readonly silence: (offer: Offer) => Answer | undefined;
  readonly movesMoney: (offer: Offer, answer: Answer) => boolean;
  readonly mend: (facts: Facts, record: CaseRecord, offer: Offer, answer: Answer) => Mending;
  readonly messages: Record<Language, TypeMessages>;
}
