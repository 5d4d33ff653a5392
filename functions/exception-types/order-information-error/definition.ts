import { exceptionType } from '../exception-type.ts';
import { subjectOf } from './causes.ts';
import { undoable, undoableByStaff, undone } from './corrections.ts';
import { findingsOf, rulesRead } from './detect.ts';
import { madeDuplicatesBy } from './duplicates.ts';
import { accept, inputsOf } from './inputs.ts';
import { messages } from './messages.ts';
import { offerFor } from './offer.ts';
import { errand, mend, movesMoney, presetOf, rhythmOf, silenceMeans, stands, telling, tells } from './policy.ts';
import { rulesOff, settings } from './settings.ts';

/** What an order says of itself is wrong or incomplete: mended where it is certain, asked where it is not. */
export const orderInformationError = exceptionType({
  key: 'order-information-error',
  rank: 3,
  settings,
  messages,
  under: (configured, hours) => {
    const thresholds = { ...configured, hours };
    return {
      settleSeconds: thresholds.settleSeconds,
      answerHours: thresholds.answerHours,
      reminderHours: thresholds.reminderHours,
      rhythm: (record) => rhythmOf(record, thresholds),
      yieldsTurnHours: thresholds.yieldsTurnHours,
      // Before it settles: a label that is printed meanwhile has the wrong address on it.
      hold: {
        reason: 'INCORRECT_ADDRESS',
        from: 'opening',
        when: (record) => ['fix', 'details'].includes(subjectOf(record)),
      },
      off: rulesOff(thresholds),
      reads: ['stock', 'siblings'],
      rulesRead,
      casesRead: (_order, record) => [subjectOf(record) === 'goods' ? 'shelves' : 'stock', 'siblings'],
      rules: { orders: (facts, now) => findingsOf(facts, thresholds, now) },
      wakes: ({ order, siblings }) => madeDuplicatesBy(order, siblings, thresholds).map(({ orderId }) => orderId),
      stands: (facts, record, now) => stands(facts, record, thresholds, now),
      errand,
      offer: (facts, record) => offerFor(facts, record, thresholds),
      preset: presetOf,
      silence: silenceMeans,
      movesMoney,
      inputs: (facts, offer) => inputsOf(facts, offer, thresholds),
      accept: (facts, _answer, values, record, now) => accept(facts, values, record, { thresholds, now }),
      mend: (facts, record, _offer, answer, now) => mend(facts, record, answer, { thresholds, now }),
      tells,
      telling: (order, record, now) => telling(order, record, thresholds, now),
      undo: (order, record, now) => {
        const correction = undoable(order, record.caseId, now);
        return correction?.undoUntil
          ? { until: correction.undoUntil, orderChanges: undone(order, correction, { now }) }
          : undefined;
      },
      undoByStaff: (order, record, { now, by }) => {
        const found = undoableByStaff(order, record.caseId, thresholds.undoMinutes);
        if (!found) return undefined;
        const fields = found.correction.changes.map(({ field }) => field);
        return { until: found.until, fields, orderChanges: undone(order, found.correction, { now, by }) };
      },
      // Nothing is waited for.
      watchDaysBefore: 0,
      standing: () => 'arrived',
      slipped: () => ({}),
    };
  },
});
