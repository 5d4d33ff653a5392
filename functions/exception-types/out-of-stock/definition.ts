import { exceptionType } from '../exception-type.ts';
import { shortageOf } from './detect.ts';
import { mend } from './mend.ts';
import { messages } from './messages.ts';
import { offerFor } from './offer.ts';
import { movesMoney, onSilence, presetOf, slippedLines, standingOf } from './policy.ts';
import { settings } from './settings.ts';

/** Ordered more than can be had: one case per order and allocation round, a choice per short line. */
export const outOfStock = exceptionType({
  key: 'out-of-stock',
  rank: 4,
  settings,
  messages,
  under: ({ reminderHours, reminders, ...thresholds }) => ({
    ...thresholds,
    reminderHours: Array.from({ length: reminders }, (_, i) => (i + 1) * reminderHours),
    hold: { reason: 'INVENTORY_OUT_OF_STOCK', from: 'settled' },
    reads: ['stock', 'payments'],
    rulesRead: () => ['stock'],
    rules: { orders: shortageOf },
    offer: (facts, _record, now) => offerFor(facts, thresholds, now),
    preset: presetOf,
    silence: onSilence,
    movesMoney,
    mend: (facts, record, offer, answer) => mend(facts, thresholds, { caseId: record.caseId, offer, answer }),
    standing: (facts, _record, now) => standingOf(facts, now),
    slipped: (facts, _record, now) => slippedLines(facts, now),
    stock: {
      counts: {
        units: thresholds.countToleranceUnits,
        share: thresholds.countToleranceShare,
        maxAgeHours: thresholds.countMaxAgeHours,
      },
      replenishGuardHours: thresholds.replenishGuardHours,
    },
  }),
});
