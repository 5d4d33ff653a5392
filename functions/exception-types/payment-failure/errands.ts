import { type CaseRecord, standsStill } from '#shared/domain/case-record.ts';
import { methodOfRow } from '#shared/domain/payment-method.ts';
import type { Errand, Facts } from '../exception-type.ts';
import { isExcess } from './detect.ts';
import { isOver, moneyHeld, offeredMethods, troubleOf } from './offer.ts';
import { retryOf, withinOf } from './retry.ts';
import type { Settings } from './settings.ts';
import { authorizedUntil, deadlinesOf, pendingUntil, type Trouble } from './trouble.ts';

/** What is due beside the question: staff for what no rule settles, the order held, its goods given back. */
export function errandFor(facts: Facts, record: CaseRecord, settings: Settings, now: Date): Errand | undefined {
  const trouble = troubleOf(facts, record, settings, now);
  if (!trouble) return undefined;
  const due = isExcess(trouble)
    ? excessErrands(trouble, settings)
    : trouble.code === 'authorization-lapsing'
      ? [lapses(trouble, settings)]
      : unpaidErrands(facts, record, trouble, settings, now);
  return due.find(({ key }) => record.done[key] === undefined);
}

function excessErrands({ code, amountMinor, attempt, late }: Trouble, { methods }: Settings): Errand[] {
  if (late && !late.sure) return [lateOrNot];
  return code === 'overpaid'
    ? [
        {
          key: 'overpaid',
          staff: {
            reasonCode: 'OVERPAID',
            why: [
              `${amountMinor} minor units more were captured than the order costs, and no single payment accounts for it.`,
              attempt?.partialRefund && methodOfRow(methods, attempt.method).partialRefund
                ? 'Choose payment=refund to give them back, or close the case.'
                : 'Its method gives back no part of a payment: pay the difference another way, then close the case.',
            ].join(' '),
          },
        },
      ]
    : [];
}

const lapses = ({ attempt, amountMinor }: Trouble, settings: Settings): Errand => ({
  key: 'authorization-lapses',
  staff: {
    reasonCode: 'AUTHORIZATION_LAPSES',
    why: `payment ${attempt!.attemptId} is authorised until ${authorizedUntil(attempt!, settings)}, ${amountMinor} minor units of it are not captured, and the order has not gone out. Ship or capture it, or have it authorised anew.`,
  },
});

const lateOrNot: Errand = {
  key: 'late-or-not',
  staff: {
    reasonCode: 'LATE_OR_NOT',
    why: 'the order is cancelled and captured money of it stands, and its rows do not tell whether that came before or after. Choose payment=refund if nobody else gives it back, or close the case.',
  },
};

function unpaidErrands(facts: Facts, record: CaseRecord, trouble: Trouble, settings: Settings, now: Date): Errand[] {
  if (pendingUntil(facts, settings, now)) return [];
  const at = now.toISOString();
  const { order } = facts;
  const { respiteUntil } = record;
  const { holdAt, releaseAt } = deadlinesOf({ ...facts, respiteUntil }, trouble, settings, now);
  const own = order.holds.find(({ caseId }) => caseId === record.caseId);
  const errands: Errand[] = [...retryErrands(facts, record, trouble, settings, at)];
  if (isOver(facts, record, trouble, settings, now)) {
    if (moneyHeld(facts) > 0) errands.push(partlyPaid);
    return errands;
  }
  if (offeredMethods(facts, record, settings).length === 0) errands.push(noMethod);
  if (!own && holdAt <= at) errands.push({ key: 'hold', hold: 'AWAITING_PAYMENT' });
  const reserved = order.lines.some(({ reservations }) => reservations.some(({ state }) => state === 'held'));
  if (
    own &&
    !own.stockReleased &&
    reserved &&
    !standsStill(record) &&
    releaseAt <= at &&
    (own.reservedUntil ?? '') <= at
  ) {
    const times = Object.keys(record.done).filter((key) => key.startsWith('release-stock')).length;
    const holds = order.holds.map((each) => (each === own ? { ...own, stockReleased: true } : each));
    errands.push({ key: `release-stock-${times + 1}`, orderChanges: { holds } });
  }
  return errands;
}

/** The next automatic retry of a refused card, if the shop wants any: whoever charges hears of it by an event. */
function retryDue({ payments }: Facts, { done }: CaseRecord, { attempt }: Trouble, { automaticRetries }: Settings) {
  const [refused] = payments
    .filter(({ status }) => status === 'failed')
    .sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
  const made = Object.keys(done).filter((key) => key.startsWith('retry-')).length;
  const verdict =
    refused &&
    retryOf({ refused, since: attempt?.createdAt ?? refused.createdAt, attempts: payments, made }, automaticRetries);
  return verdict?.retry ? { refused: refused!, n: made + 1, at: verdict.at } : undefined;
}

function retryErrands(facts: Facts, record: CaseRecord, trouble: Trouble, settings: Settings, at: string): Errand[] {
  const due = retryDue(facts, record, trouble, settings);
  if (!due || due.at > at) return [];
  const { attemptId, providerReference, amountMinor, currencyCode } = due.refused;
  const detail = {
    paymentAttemptId: attemptId,
    providerReference,
    amount: Math.min(amountMinor, trouble.amountMinor),
    currency: currencyCode,
    retry: due.n,
  };
  const within = withinOf(due.refused);
  return [
    {
      key: `retry-${due.n}`,
      ...(within && { within }),
      outgoing: [{ kind: 'event', detailType: 'PaymentRetryRequested', detail }],
    },
  ];
}

const partlyPaid: Errand = {
  key: 'partly-paid',
  staff: {
    reasonCode: 'PARTLY_PAID',
    why: 'its time to be paid is over, and a part of the price is here. Decide cancel-order to give it back, or close the case.',
  },
};

const noMethod: Errand = {
  key: 'no-method',
  staff: {
    reasonCode: 'NO_METHOD_TO_OFFER',
    why: 'no declared method has a payUrl and is taken in its market: see "methods" of payment-failure in the configuration.',
  },
};

/** When something falls due although nothing is heard. */
export function nextLookOf(facts: Facts, record: CaseRecord, settings: Settings, now: Date): string | undefined {
  const trouble = troubleOf(facts, record, settings, now);
  if (!trouble || isExcess(trouble) || trouble.code === 'authorization-lapsing') return undefined;
  const { holdAt, releaseAt, cancelAt } = deadlinesOf(
    { ...facts, respiteUntil: record.respiteUntil },
    trouble,
    settings,
    now,
  );
  const again = facts.order.holds.find(({ caseId }) => caseId === record.caseId)?.reservedUntil;
  const retryAt = retryDue(facts, record, trouble, settings)?.at;
  const instants = [retryAt, pendingUntil(facts, settings, now), holdAt, releaseAt, cancelAt, again];
  return instants
    .filter((each) => each !== undefined && each > now.toISOString())
    .sort()
    .at(0);
}
