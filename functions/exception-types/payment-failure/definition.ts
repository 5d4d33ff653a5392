import { methodOf } from '#shared/domain/payment-method.ts';
import { exceptionType } from '../exception-type.ts';
import { failuresOf, isExcess, lapseOf, paymentRows, signalOf } from './detect.ts';
import { errandFor, nextLookOf } from './errands.ts';
import { mend } from './mend.ts';
import { messages } from './messages.ts';
import { movesMoney, offerFor, onwardOf, presetOf, troubleOf } from './offer.ts';
import { declineOf } from './retry.ts';
import { settings, shopOf } from './settings.ts';

/** An order that is not paid as it should be: one case per attempt that failed, ended by the payment itself. */
export const paymentFailure = exceptionType({
  key: 'payment-failure',
  rank: 2,
  settings,
  messages,
  methods: ({ methods }) => methods.map(methodOf),
  under: (thresholds, hours) => {
    const shop = shopOf(thresholds, hours);
    return {
      settleSeconds: shop.settleSeconds,
      reads: ['payments', 'stock', 'siblings'],
      rulesRead: () => ['payments'],
      rules: {
        orders: (facts, now) => failuresOf(facts, shop, now),
        payments: (facts, now, announced) => failuresOf(facts, shop, now, announced),
      },
      watch: (facts, now) => lapseOf(facts, shop, now),
      stands: (facts, record, now) => troubleOf(facts, record, shop, now) !== undefined,
      errand: (facts, record, now) => errandFor(facts, record, shop, now),
      nextLook: (facts, record, now) => nextLookOf(facts, record, shop, now),
      offer: (facts, record, now) => offerFor(facts, record, shop, now),
      answerHours: shop.cancelAfterDays * 24,
      reminderHours: shop.reminderHours,
      preset: presetOf,
      silence: () => ({ cancelOrder: true }),
      movesMoney,
      onward: (order, answer, offer) => onwardOf(order, answer, offer, shop),
      reserveAgainHours: shop.reserveAgainHours,
      mend: (facts, { subject = '' }, offer, answer) => mend(facts, subject, offer, answer),
      tells: ({ messages: sent, causeCode }, { by }) => sent > 0 || (by !== 'events' && isExcess({ code: causeCode })),
      outage: {
        signals: { payments: signalOf },
        casesCount: (behind) => behind === paymentRows,
        thresholds: shop.outage,
      },
      // Nobody counts what nobody asks for.
      ...(shop.automaticRetries > 0 && { failed: { payments: declineOf } }),
      // Choosing a method is no decision, so that no accepted wait is ever watched.
      watchDaysBefore: 0,
      standing: () => 'arrived',
      slipped: () => ({}),
    };
  },
});
