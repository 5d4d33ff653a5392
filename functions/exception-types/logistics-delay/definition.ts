import { isPaid } from '#shared/domain/order.ts';
import { exceptionType } from '../exception-type.ts';
import { delaysOf, isOurs, signalOf, watchOf } from './detect.ts';
import { errandOf } from './errands.ts';
import { mend } from './mend.ts';
import { messages } from './messages.ts';
import { offerOf, tellsByLaw } from './offer.ts';
import { movesMoney, onSilence } from './options.ts';
import { agreedStanding, nextLook, slipped, stands } from './policy.ts';
import { sceneOf } from './scene.ts';
import { settings } from './settings.ts';

/** A parcel that is late, silent, lost or failed: one case per parcel and promised date. */
export const logisticsDelay = exceptionType({
  key: 'logistics-delay',
  rank: 5,
  settings,
  messages,
  under: (configured, hours, methods = []) => {
    const thresholds = { ...configured, hours, methods };
    const delays = (facts: Parameters<typeof delaysOf>[0], now: Date) => delaysOf(facts, thresholds, now);
    return {
      ...thresholds,
      settleSeconds: thresholds.graceMinutes * 60,
      reads: ['payments', 'shipments', 'transit'],
      casesRead: (order) => (isPaid(order) ? ['shipments', 'transit'] : ['payments', 'shipments', 'transit']),
      rulesRead: ({ orderState }) => (orderState === 'Cancelled' ? [] : ['payments', 'shipments', 'transit']),
      rules: { orders: delays, shipments: delays },
      watch: (facts, now) => watchOf(facts, thresholds, now),
      stands,
      errand: (facts, record, now) => {
        const scene = sceneOf(facts, record, thresholds, now);
        return errandOf({ facts, record, thresholds, now }, scene);
      },
      partners: Object.fromEntries(
        Object.entries(thresholds.carriers).map(([name, { inquiryEmail: email, language }]) => [
          name,
          { email, language },
        ]),
      ),
      nextLook: (facts, record, now) => nextLook(facts, record, thresholds, now),
      offer: (facts, record, now) => {
        const scene = sceneOf(facts, record, thresholds, now);
        return scene && offerOf(scene);
      },
      dueByLaw: (facts, record, now) => {
        const scene = sceneOf(facts, record, thresholds, now);
        return scene !== undefined && tellsByLaw(scene);
      },
      preset: () => undefined,
      silence: onSilence,
      movesMoney,
      mend,
      standing: (facts, record, now) => agreedStanding(facts, record, thresholds, now),
      slipped,
      outage: {
        signals: { shipments: signalOf },
        casesCount: () => true,
        holdsBack: isOurs,
        thresholds: thresholds.outage,
      },
      tells: ({ messages: sent }, { by }) => sent > 0 && by !== 'events',
    };
  },
});
