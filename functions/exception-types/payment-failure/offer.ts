import type { Answer, LineOption, Offer } from '#shared/domain/case.ts';
import { type CaseRecord, standsStill } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { isOpenTo, labelOf, type PaymentMethod, payUrlOf } from '#shared/domain/payment-method.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { lacksStock } from '#shared/domain/shortage.ts';
import type { Facts } from '../exception-type.ts';
import { declineOf } from './decline.ts';
import { isExcess, isRefusal } from './detect.ts';
import type { Settings } from './settings.ts';
import {
  causeKeyOf,
  deadlinesOf,
  notBegun,
  notBegunOf,
  paidElsewhere,
  pendingUntil,
  type Trouble,
  troublesOf,
} from './trouble.ts';

/** The one unit of the question. */
const unitId = 'payment';

/** The trouble that the case is about, as it now stands. */
export const troubleOf = (facts: Facts, { causeKey }: Pick<CaseRecord, 'causeKey'>, settings: Settings, now: Date) =>
  causeKey === notBegun
    ? notBegunOf(facts, settings, now)
    : troublesOf(facts, settings, now).find((trouble) => causeKeyOf(trouble) === causeKey);

/**
 * The question: how the order shall be paid, or that it is cancelled. Nothing is asked while an attempt is pending,
 * while the goods are lacking, or when the customer has paid for the same goods by another order.
 */
export function offerFor(facts: Facts, record: CaseRecord, settings: Settings, now: Date): Offer | undefined {
  const trouble = troubleOf(facts, record, settings, now);
  // Its customer has done all that there is to do.
  if (!trouble || trouble.code === 'authorization-lapsing') return undefined;
  if (trouble.code === 'late-authorization') {
    return unitOf(titleOf(trouble), [{ kind: 'release', choice: 'release' }], 'release');
  }
  if (isExcess(trouble)) return refundOffer(facts.order, trouble);
  if (pendingUntil(facts, settings, now)) return undefined;
  if (isOver(facts, record, trouble, settings, now))
    return moneyHeld(facts) > 0 ? undefined : cancelOffer(facts, trouble);
  if (paidElsewhere(facts.order, facts.siblings) || waitsForStock(facts, now)) return undefined;
  const options = offeredMethods(facts, record, settings).map((method) => optionOf(facts.order, method, trouble));
  const title = wasOutage(record, trouble) ? 'provider-fault' : titleOf(trouble);
  return options.length === 0 ? undefined : { ...unitOf(title, options), ...cancelOrderOf(facts) };
}

/** One of many refusals of a provider that was out of order says nothing of the customer's card. */
const wasOutage = ({ incidentId }: Pick<CaseRecord, 'incidentId'>, trouble: Trouble): boolean =>
  incidentId !== undefined && isRefusal(trouble);

/** An order whose goods went back to the shelf asks for them again when it is paid; any other has to have them now. */
const waitsForStock = ({ order, stock }: Facts, now: Date): boolean =>
  !order.holds.some(({ stockReleased }) => stockReleased) && lacksStock({ order, stock }, now);

type Timed = Pick<CaseRecord, 'pending' | 'respiteUntil'>;

/** Its time to be paid has run out; while an outage stands none does. */
export const isOver = (facts: Facts, record: Timed, trouble: Trouble, settings: Settings, now: Date): boolean =>
  !standsStill(record) &&
  deadlinesOf({ ...facts, respiteUntil: record.respiteUntil }, trouble, settings, now).cancelAt <= now.toISOString();

export const moneyHeld = ({ payments }: Pick<Facts, 'payments'>): number =>
  payments.reduce((sum, { refundableMinor }) => sum + refundableMinor, 0);

/** The words of the question go by this: the code of the trouble, with what can be said of a refusal. */
const titleOf = ({ reason: { code, hint } }: Trouble): string => (hint ? `${code}:${hint}` : code);

function unitOf(title: string, options: LineOption[], preset?: string): Offer {
  const decided = preset ? ({ preset, presetBy: 'policy' } as const) : {};
  return { lines: [{ unitId, lineIds: [], title, quantity: 1, short: 1, options, ...decided }] };
}

const cancelOrderOf = ({ order, payments }: Facts): Pick<Offer, 'cancelOrder'> => ({
  cancelOrder: { refund: { centAmount: moneyHeld({ payments }), currencyCode: order.currencyCode } },
});

function refundOffer({ currencyCode }: Order, trouble: Trouble): Offer {
  const refund = { centAmount: trouble.amountMinor, currencyCode };
  return unitOf(titleOf(trouble), [{ kind: 'refund', choice: 'refund', refund }], presetOfExcess(trouble));
}

/** What is one payment too many goes back unasked; an odd amount, and what may have come in time, is looked at by staff. */
const presetOfExcess = ({ code, late }: Trouble): string | undefined =>
  code === 'overpaid' || (late && !late.sure) ? undefined : 'refund';

/** Its time is over: nothing was paid, so that nothing but the order is given up. */
function cancelOffer(facts: Facts, trouble: Trouble): Offer {
  const cancel: LineOption = { kind: 'cancel', choice: 'cancel' };
  return { ...unitOf(titleOf(trouble), [cancel], 'cancel'), ...cancelOrderOf(facts) };
}

function optionOf({ customer, currencyCode: _ }: Order, method: PaymentMethod, { amountMinor }: Trouble): LineOption {
  return {
    kind: 'method',
    choice: `method:${method.code}`,
    code: method.code,
    title: labelOf(method, languageOf(customer.locale)),
    unitPriceMinor: amountMinor,
  };
}

/**
 * The declared methods that this customer can use, without those that failed; one that failed for a slip of the pen, or
 * in an outage that is over, is offered last. If nothing is left, those that failed are offered after all: by another
 * card, for example.
 */
export function offeredMethods(
  { order, payments }: Facts,
  { incidentId }: Pick<CaseRecord, 'incidentId'>,
  { methods, payUrl }: Settings,
): PaymentMethod[] {
  const usable = methods.filter((method) => (method.payUrl ?? payUrl) !== undefined && isOpenTo(method, order));
  const refused = payments.filter(({ status }) => status === 'failed');
  const slipped = refused.filter(
    ({ declineCode, adviceCode }) => incidentId || declineOf(declineCode, adviceCode).hint === 'details',
  );
  const among = (attempts: typeof refused) => (each: PaymentMethod) =>
    attempts.some(({ method }) => method === each.code);
  const offered = [...usable.filter((each) => !among(refused)(each)), ...usable.filter(among(slipped))];
  return offered.length > 0 ? offered : usable;
}

/** What is decided without a question: an unpaid order whose time is over, a payment that was one too many or too late. */
export function presetOf({ lines }: Offer): { answer: Answer; by: 'policy' } | undefined {
  const preset = lines[0]?.preset;
  if (!preset) return undefined;
  return { answer: preset === 'cancel' ? { cancelOrder: true } : { choices: { [unitId]: preset } }, by: 'policy' };
}

/** The option that an answer takes; the order cancelled has none. */
export const chosenOption = ({ lines }: Offer, answer: Answer): LineOption | undefined =>
  'cancelOrder' in answer ? undefined : lines[0]?.options.find(({ choice }) => choice === answer.choices[unitId]);

export const movesMoney = (offer: Offer, answer: Answer): boolean => chosenOption(offer, answer)?.kind !== 'method';

/** Where a method is paid by: choosing one decides nothing, the payment does. */
export function onwardOf({ orderNumber }: Order, answer: Answer, offer: Offer, { methods, payUrl }: Settings) {
  const option = chosenOption(offer, answer);
  const method = option?.kind === 'method' && methods.find(({ code }) => code === option.code);
  return method ? payUrlOf(method, payUrl, orderNumber) : undefined;
}
