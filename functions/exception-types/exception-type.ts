import type * as z from 'zod';
import type { Answer, DecidedBy, Decision, LineOffer, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { FactKind, Facts } from '#shared/domain/facts.ts';
import type { CountTolerance } from '#shared/domain/inventory.ts';
import type { MessagePolicy } from '#shared/domain/message-times.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { PaymentMethod } from '#shared/domain/payment-method.ts';
import type { Language, SourceTable } from '#shared/domain/primitives.ts';
import type { Settings } from '#shared/domain/settings.ts';
import type { Errand, HoldReason, Letter, Partner } from './errand.ts';
import type { Finding, RuleOff } from './finding.ts';
import type { ByTable, Failed, OutageRules } from './row-signals.ts';
import type { StaffAct, Undo, UndoByStaff } from './undo.ts';

export type { FactKind, Facts } from '#shared/domain/facts.ts';
export type { Errand, Letter, Partner, Spending, Within } from './errand.ts';
export type { Finding, RuleOff } from './finding.ts';
export type { Failed, OutageRules, RowChange } from './row-signals.ts';

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
    /**
     * The payment attempt whose money was never for anything that the order costs (it came too late, or twice): all of
     * the amount goes back to it, for no goods, and the order's price stays as it is.
     */
    readonly unappliedOn?: string;
    /** The payment attempt of which nothing is to be taken any more: what is only authorised on it is released. */
    readonly releaseOf?: string;
  };
  /** Until when an accepted wait is watched. */
  readonly waitUntil?: string;
  /** What else changes on the order. */
  readonly orderChanges?: Partial<Order>;
  /** What else goes out, with the decision. */
  readonly outgoing?: readonly Outgoing[];
}

/** The words of one mail; amounts and dates are formatted for the reader already. */
export interface MailText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: string;
  /** What it ends with, where that is not what every customer is told. */
  readonly footer?: readonly string[];
}

/** How a case ended for its customer. */
export interface Outcome {
  readonly by: DecidedBy;
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
  /** What a unit of the offer is called where a choice is made for it: an item with its number, an address, a payment. */
  readonly unit: (unit: LineOffer, order: Order) => string;
  /** The words of a notice, by its code; only for types whose errands tell something. */
  readonly notice?: (code: string, facts: Facts, record: CaseRecord, now: Date) => MailText;
  /** The words of a letter to a partner: nothing that tells who the customer is. Nothing = there is no cause for it any more. */
  readonly letter?: (letter: Omit<Letter, 'to'>, facts: Facts, record: CaseRecord) => MailText | undefined;
  /** What a field is called that is filled in beside a choice. */
  readonly field?: (name: string) => string;
  /** Why what was filled in cannot be taken, by the code that `accept` gave. */
  readonly fieldProblem?: (name: string, code: string) => string;
  /** What the link is called that `onward` leads to. */
  readonly onward?: (order: Order, answer: Answer, offer: Offer) => string;
}

/** A field that the customer fills in beside a choice; its value goes to the order and nowhere else. */
export interface InputField {
  readonly name: string;
  /** A checkbox that is ticked comes as `yes`, one that is not does not come. */
  readonly type: 'text' | 'tel' | 'email' | 'checkbox';
  /** HTML's autocomplete tokens. */
  readonly autocomplete: string;
  /** What stands in it at first. */
  readonly value: string;
  readonly required: boolean;
  readonly maxLength: number;
}

/** What was filled in, judged: what it makes of the order, or what is wrong with which field, by code. */
export type Accepted = { readonly orderChanges: Partial<Order> } | { readonly wrong: Readonly<Record<string, string>> };

/** How an accepted wait stands: what was waited for is there, is still expected in time, or will not be. */
export type WaitStanding = 'arrived' | 'on-time' | 'slipped';

/**
 * A rule judges the present rows of an order: what it finds, nothing = nothing is wrong. `announced` = a record says that a row
 * of its table was just written. Rows are also read through without any, and then nothing opens that rests on a record alone.
 */
export type Rule = (facts: Facts, now: Date, announced?: boolean) => readonly Finding[];

/** What a type decides, under the thresholds of one deployment. */
export interface TypeRules {
  /** The cause must last this long. */
  readonly settleSeconds: number;
  /** What a changed row says has failed, of what its errands keep `within`. */
  readonly failed?: ByTable<Failed>;
  /** Its rules that are off in this deployment: staff are told of them. */
  readonly off?: readonly RuleOff[];
  /** The rows that it looks at beside the order. */
  readonly reads: readonly FactKind[];
  /** What its cases alone look at, where that differs. */
  readonly casesRead?: (order: Order, record: CaseRecord) => readonly FactKind[];
  /** The same of its rules and its watch: each record of every order is judged by them. `first` = the order was not seen before. */
  readonly rulesRead?: (order: Order, first: boolean) => readonly FactKind[];
  /** By the table whose change is the occasion; what no record announces is found by the rules of every table. */
  readonly rules: Partial<Record<SourceTable, Rule>>;
  /** Other orders that may be in trouble by what this one has become, by id: they are looked at too. */
  readonly wakes?: (facts: Facts) => readonly string[];
  /** When the order has to be looked at although no record comes: a promise that breaks, a parcel that stands still. */
  readonly watch?: (facts: Facts, now: Date) => string | undefined;
  /**
   * Why an order is stopped while its case is open, and from when: as soon as the case runs, or when the cause has
   * lasted and somebody has to decide. None = it is not stopped by being in trouble; an errand may stop it.
   */
  readonly hold?: {
    readonly reason: HoldReason;
    readonly from: 'opening' | 'settled';
    /** Left out = every case of the type stops its order. */
    readonly when?: (record: CaseRecord) => boolean;
  };
  /** The cause still stands; left out = one of the rules still finds the case's cause. */
  readonly stands?: (facts: Facts, record: CaseRecord, now: Date) => boolean;
  /** What is to be done now beside the question, one thing at a time; nothing = nothing is due. */
  readonly errand?: (facts: Facts, record: CaseRecord, now: Date) => Errand | undefined;
  /** Whom its letters go to, by the name under which an errand names them. */
  readonly partners?: Readonly<Record<string, Partner>>;
  /** When an errand, an offer or the end may be due although nothing is heard; nothing = only news bring it on. */
  readonly nextLook?: (facts: Facts, record: CaseRecord, now: Date) => string | undefined;
  /** The question; nothing = there is nothing to ask now. */
  readonly offer: (facts: Facts, record: CaseRecord, now: Date) => Offer | undefined;
  /** The question does not wait for the morning. */
  readonly urgent?: boolean;
  /** The law of the market demands the question: it is none of the customer's messages of the day, and waits for the morning alone. */
  readonly dueByLaw?: (facts: Facts, record: CaseRecord, now: Date) => boolean;
  readonly answerHours: number;
  /** When the customer is reminded of the question, hours after it was asked, rising. */
  readonly reminderHours: readonly number[];
  /** For a type whose questions are of several kinds: the times of this case's; left out = those above. */
  readonly rhythm?: (record: CaseRecord) => { readonly answerHours: number; readonly reminderHours: readonly number[] };
  /** A question that has stood open this long lets another case of the order ask; its link goes on taking an answer. */
  readonly yieldsTurnHours?: number;
  /** What is decided without a question: by the customer's stored wish, or because it is within what was promised. */
  readonly preset: (
    offer: Offer,
    facts: Facts,
  ) => { answer: Answer; by: 'customer' | 'preference' | 'policy' } | undefined;
  /** What no answer means; nothing = staff decide. */
  readonly silence: (offer: Offer) => Answer | undefined;
  readonly movesMoney: (offer: Offer, answer: Answer) => boolean;
  /** What may be filled in beside the choices, in the order of the form. */
  readonly inputs?: (facts: Facts, offer: Offer) => readonly InputField[];
  /** Judges what was filled in; asked only when a choice was made that has inputs. */
  readonly accept?: (
    facts: Facts,
    answer: Answer,
    values: ReadonlyMap<string, string>,
    record: CaseRecord,
    now: Date,
  ) => Accepted;
  /**
   * Where an answer leads that decides nothing by itself, as a URL: to the place where the order is paid. It is shown once
   * everything that the order wants is set aside for it; the question stays open until the rows say what came of it.
   */
  readonly onward?: (order: Order, answer: Answer, offer: Offer) => string | undefined;
  /** What is set aside anew for whoever goes on by `onward` stays so for this long. */
  readonly reserveAgainHours?: number;
  /** @throws OfferOutdated when the order no longer holds what was agreed on. */
  readonly mend: (facts: Facts, record: CaseRecord, offer: Offer, answer: Answer, now: Date) => Mending;
  /** An accepted wait is looked at this long before its date, and on it. */
  readonly watchDaysBefore: number;
  readonly standing: (facts: Facts, record: CaseRecord, now: Date) => WaitStanding;
  /** What changes on the order when an accepted wait slips: what was waited for is missing again. */
  readonly slipped: (facts: Facts, record: CaseRecord, now: Date) => Partial<Order>;
  /** Whether its customer is told how it ended; left out = whoever was written to before is. */
  readonly tells?: (record: CaseRecord, decision: Decision) => boolean;
  /** What changes on the order as its customer is told how it ended: a time that runs from when they know. */
  readonly telling?: (order: Order, record: CaseRecord, now: Date) => Partial<Order> | undefined;
  /** What was done without asking and can be taken back by the link of its mail: until when, and the order before it. */
  readonly undo?: (order: Order, record: CaseRecord, now: Date) => Undo | undefined;
  /** The same for staff, of what nobody was told too: the fields that go back by name. */
  readonly undoByStaff?: (order: Order, record: CaseRecord, act: StaffAct) => UndoByStaff | undefined;
  /** It takes the order's question from whichever case has it, and its decision ends the others. */
  readonly takesOver?: boolean;
  /**
   * For a type whose cases may all come from one thing: an incident of that thing opens when it fails far more than it
   * usually does. Without it, many cases within minutes are an incident of the whole type.
   */
  readonly outage?: OutageRules;
  /** For a type that judges stock: how its counts are compared, and how long a replenishment request stands. */
  readonly stock?: { readonly counts: CountTolerance; readonly replenishGuardHours: number };
}

/** How a type judges under its thresholds. */
interface Judging<Thresholds> {
  /** The payment methods that the shop takes, where it is these thresholds that declare them. */
  readonly methods?: (thresholds: Thresholds) => readonly PaymentMethod[];
  /** `methods` = what any type declares; none = all are judged by what we know of their codes. */
  readonly under: (thresholds: Thresholds, messages: MessagePolicy, methods?: readonly PaymentMethod[]) => TypeRules;
}

/** What a type of exception fills in; everything else about it is shared. */
export interface ExceptionType extends Judging<unknown> {
  /** kebab-case; the folder, the ASL file, the scenario test, the URL segment, the log field. */
  readonly key: string;
  /** Who may ask first when two cases of one order have a question: 1 is first. */
  readonly rank: number;
  /** Its thresholds in the deployment's configuration, each with unit, range and default. */
  readonly settings: z.ZodType;
  readonly messages: Record<Language, TypeMessages>;
}

/** A type with its rules under the thresholds of this deployment. */
export type InstalledType = Omit<ExceptionType, 'under'> & TypeRules & Required<Pick<TypeRules, 'stands' | 'tells'>>;

/** Ties a type's rules to its own schema, so that they never see thresholds that it did not check. */
export function exceptionType<Schema extends z.ZodType>(
  type: Omit<ExceptionType, keyof Judging<unknown> | 'settings'> &
    Judging<z.infer<Schema>> & { readonly settings: Schema },
): ExceptionType {
  const { methods, under, ...same } = type;
  const checked = (thresholds: unknown) => type.settings.parse(thresholds ?? {});
  return {
    ...same,
    ...(methods && { methods: (thresholds) => methods(checked(thresholds)) }),
    under: (thresholds, ...rest) => under(checked(thresholds), ...rest),
  };
}

/** Why the order of a case is stopped, if it is. */
export function stopReasonOf({ hold }: Pick<TypeRules, 'hold'>, record: CaseRecord): HoldReason | undefined {
  return hold && (hold.when?.(record) ?? true) ? hold.reason : undefined;
}

export function installed(
  { under, ...type }: ExceptionType,
  settings: Settings,
  methods?: readonly PaymentMethod[],
): InstalledType {
  const rules = under(settings.types[type.key], settings.messages, methods);
  return {
    stands: (facts, { causeKey }, now) => findings(rules, facts, now).some((found) => found.causeKey === causeKey),
    tells: ({ messages }, { by }) => messages > 0 || by === 'preference',
    ...type,
    ...rules,
  };
}

/** Everything that the rules of a type find, whatever the occasion; each cause once. */
export function findings({ rules }: Pick<TypeRules, 'rules'>, facts: Facts, now: Date): Finding[] {
  const found = Object.values(rules).flatMap((rule) => rule?.(facts, now) ?? []);
  return [...new Map(found.map((finding) => [finding.causeKey, finding])).values()];
}

/** Thrown by `mend` when what was agreed on is no longer on the order: staff decide. */
export class OfferOutdated extends Error {
  override readonly name = 'OfferOutdated';
}
