import type { Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { Language } from '#shared/domain/primitives.ts';
import type { Ration, Rationed } from '#shared/domain/ration.ts';

/** Somebody else than the customer whom a type writes to: an address of the configuration, and the language spoken there. */
export interface Partner {
  readonly email: string;
  readonly language: Language;
}

/** A mail to a partner, in codes; it is no message to the customer, so that their hours and their number mean nothing to it. */
export interface Letter {
  /** Which of the type's `partners`. */
  readonly to: string;
  /** What it is about: a code that `messages.letter` has words for. */
  readonly code: string;
  /** Until when an answer is expected. */
  readonly answerDue: string;
}

/**
 * Something that a case does beside its question, once under its key: a notice to the customer, a letter to a partner, an
 * order stopped or amended, an event or an alert. All of one errand is written in one transaction; its mails go out after it.
 */
export interface Errand {
  /** Kept with its time on the case (`record.done`), so that it is run once. kebab-case, at most 64 characters. */
  readonly key: string;
  /** The notice that goes to the customer: a code that `messages.notice` has words for. */
  readonly notice?: string;
  /**
   * It tells what an incident behind the case says as well: its customer hears it once, for all orders that it is due for
   * then; what comes after that waits until the incident is over.
   */
  readonly ofIncident?: boolean;
  /** Of many cases of one incident, the first tells staff. */
  readonly alertsOncePerIncident?: boolean;
  /** The notice does not wait for the morning. */
  readonly urgent?: boolean;
  /** The law of the market demands the notice: it is none of the customer's messages of the day, and waits for the morning alone. */
  readonly dueByLaw?: boolean;
  /** The notice is owed by law: what staff are told to do about it when it cannot be mailed. */
  readonly owed?: string;
  /** The letter that goes to a partner. */
  readonly letter?: Letter;
  /** The order is stopped for this reason by the case's own hold. */
  readonly hold?: HoldReason;
  /** The order's question is taken from whichever case has it, so that nobody asks meanwhile, or is given up again. */
  readonly question?: 'take' | 'give-up';
  readonly orderChanges?: Partial<Order>;
  readonly outgoing?: readonly Outgoing[];
  /** What it costs, out of a budget of the month: when that is used up, staff are told and nothing of it is done. */
  readonly spends?: Spending;
  /** It happens at most so often over all orders: when that is used up, nothing of it is done, once and for all. */
  readonly within?: Within;
  /** The case goes to staff: why, in a code and in one sentence, and the reports that take it back from them. */
  readonly staff?: { readonly reasonCode: string; readonly why: string; readonly until?: readonly string[] };
}

/** What is rationed, of whom, and how often it may be in which window. */
export interface Within {
  readonly rationed: Rationed;
  readonly rations: readonly Ration[];
}

/** Money of a month's budget, minor units of the order's currency. */
export interface Spending {
  readonly budget: string;
  readonly amountMinor: number;
  readonly mostMinor: number;
}

export type HoldReason = Order['holds'][number]['reason'];
