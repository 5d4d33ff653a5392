import { exceptionType } from '../exception-type.ts';
import { causeKeyOf, openRequest } from './course.ts';
import { requestsOf } from './detect.ts';
import { errandFor, nextLookOf } from './errand.ts';
import { mend } from './mend.ts';
import { messages } from './messages.ts';
import { offerFor, presetOf } from './offer.ts';
import { settings } from './settings.ts';

/** A customer who cancels: one case per request, stopped where it can be, brought back where it cannot. */
export const customerCancellation = exceptionType({
  key: 'customer-cancellation',
  rank: 1,
  settings,
  messages,
  under: (configured, hours) => {
    const thresholds = { ...configured, hours };
    return {
      settleSeconds: thresholds.settleSeconds,
      reads: ['payments', 'shipments'],
      rulesRead: (order) => (openRequest({ order }) ? ['payments', 'shipments'] : []),
      rules: { orders: requestsOf },
      stands: (facts, { causeKey }) => {
        const request = openRequest(facts);
        return request !== undefined && causeKeyOf(request) === causeKey;
      },
      errand: (facts, record, now) => errandFor(facts, record, thresholds, now),
      nextLook: (facts, record, now) => nextLookOf(facts, record, thresholds, now),
      offer: (facts, record, now) => offerFor(facts, record, thresholds, now),
      preset: presetOf,
      // The customer has said already what is wanted: there is no question, and so no silence.
      answerHours: 48,
      reminderHours: [],
      silence: () => undefined,
      movesMoney: (_offer, answer) =>
        'cancelOrder' in answer || Object.values(answer.choices).some((choice) => choice !== 'keep'),
      mend: (facts, record, offer, answer, now) => mend(facts, record, { offer, answer }, now),
      watchDaysBefore: 0,
      standing: () => 'arrived',
      slipped: () => ({}),
      takesOver: true,
    };
  },
});
