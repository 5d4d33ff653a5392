import type { DelayReason } from '#shared/domain/delay-reasons.ts';
import type { Outcome } from '../exception-type.ts';
import type { Choice } from './options.ts';

/** Notices that a case can send, by code. */
export const notices = ['delay', 'attempt', 'pickup', 'instruction', 'address', 'returning', 'coupon'] as const;
export type Notice = (typeof notices)[number];

/** What a question is about: a date to agree on (`overdue` = nobody had named one), or why the parcel will not come. */
export const questions = [
  'late',
  'overdue',
  'parcel-lost',
  'parcel-damaged',
  'returned-to-sender',
  'rejected-by-carrier',
  'tracking-expired',
] as const;
export type Question = (typeof questions)[number];

/** What becomes of goods that have not come by an agreed day, unless a later one is agreed on: see `silenceOn`. */
export type AfterWait = 'refunded' | 'cancelled' | 'theirChoice';

/** What one language says; dates, amounts and items come formatted for the reader. */
export interface Words {
  readonly items: (titles: readonly string[]) => string;
  readonly itemOf: (title: string, quantity: number) => string;
  readonly subjects: Readonly<Record<Notice, (orderNumber: string) => string>>;
  /** Of a delay, where nobody had named a date. */
  readonly delayedSubject: (orderNumber: string) => string;
  /** Where a notice leads: to how things stand, and later to how they ended. */
  readonly follow: string;
  readonly delayed: (orderNumber: string, items: string) => string;
  readonly stillDelayed: (orderNumber: string, items: string) => string;
  readonly notLeft: (orderNumber: string, items: string) => string;
  /** The same where nobody had named a date. */
  readonly unnamed: Readonly<Record<'delayed' | 'notLeft', (orderNumber: string, items: string) => string>>;
  readonly expected: (day: string) => string;
  readonly noDate: string;
  readonly because: (reason: string) => string;
  readonly carrierAsked: string;
  readonly reasons: Readonly<Record<Exclude<DelayReason, 'unknown'>, string>>;
  readonly parcel: (carrier: string, trackingNumber: string) => string;
  readonly attempted: (orderNumber: string, items: string) => string;
  readonly pickup: (orderNumber: string, items: string) => string;
  readonly instruction: (orderNumber: string, items: string) => string;
  readonly address: (orderNumber: string, items: string) => string;
  readonly returning: (orderNumber: string, items: string) => string;
  readonly coupon: (orderNumber: string) => string;
  readonly couponCode: (code: string) => string;
  readonly couponWorth: (amount: string) => string;
  readonly nothingToDo: string;
  readonly asked: Readonly<Record<Question, (orderNumber: string, items: string) => string>>;
  readonly askSubject: (orderNumber: string) => string;
  /** What the customer may do about what is late: until when they can wait, if they still can. */
  readonly choice: (until: string | undefined, paid: boolean) => string;
  readonly pleaseChoose: string;
  /** Silence agrees to that day, and what becomes of it when the day has passed. */
  readonly silenceWaits: (until: string, then: AfterWait) => string;
  /** `paid` = they have paid for it, so that money goes back. */
  readonly silenceRefunds: (paid: boolean) => string;
  readonly action: string;
  readonly reminder: (orderNumber: string) => string;
  readonly options: Readonly<Record<Choice, (value: string) => string>>;
  /** Instead of the refund, for what nobody has paid for. */
  readonly cancelUnpaid: string;
  readonly doneSubject: (orderNumber: string) => string;
  readonly doneBecause: Readonly<
    Record<Exclude<Outcome['by'], 'events' | 'supersede'>, (orderNumber: string) => string>
  >;
  readonly over: (orderNumber: string) => string;
  readonly refund: (amount: string, day: string) => string;
}
