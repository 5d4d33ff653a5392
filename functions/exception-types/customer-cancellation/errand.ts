import type { CaseRecord } from '#shared/domain/case-record.ts';
import { holdsWithout } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { Errand, Facts } from '../exception-type.ts';
import { type Course, courseOf, isWithdrawal, type Obstacle, type Request, requestOf } from './course.ts';
import { returnErrands, returnStanding, returnTimes } from './return-path.ts';
import type { Thresholds } from './settings.ts';

/** Keys of the errands before it is known whether the goods could be stopped. */
const errands = {
  stop: 'stop-goods',
  received: 'received',
  /** The receipt that says at once how the goods come back. */
  receivedToReturn: 'received-to-return',
  silent: 'warehouse-silent',
  gaveUp: 'warehouse-gave-up',
} as const;

interface Ground {
  readonly facts: Facts;
  readonly record: CaseRecord;
  readonly thresholds: Thresholds;
  readonly asked: Request;
  readonly now: Date;
}

/** What is due now: first the goods are stopped, at once after it the receipt goes out, whatever comes of the request. */
export function errandFor(facts: Facts, record: CaseRecord, thresholds: Thresholds, now: Date): Errand | undefined {
  const asked = requestOf(facts, record);
  const course = courseOf(facts, record, thresholds);
  if (!asked || !course) return undefined;
  const ground = { facts, record, thresholds, asked, now };
  const { done } = record;
  if (course.kind === 'warehouse' && !done[errands.stop]) return stopGoods(ground);
  if (course.kind === 'return' && !done[returnErrands.opened]) return openReturn(ground);
  if (!done[errands.received] && !done[errands.receivedToReturn]) return receipt(ground, course);
  switch (course.kind) {
    case 'cancel':
      return undefined;
    case 'warehouse':
      return warehouseErrand(ground);
    case 'return':
      return returnErrand(ground);
    case 'staff':
      return toStaff(ground, course.reasonCode);
  }
}

/** When an errand or the end falls due although nothing is heard. */
export function nextLookOf(facts: Facts, record: CaseRecord, thresholds: Thresholds, now: Date): string | undefined {
  const { done } = record;
  switch (courseOf(facts, record, thresholds)?.kind) {
    case 'warehouse': {
      const { silentAt, giveUpAt } = warehouseTimes(record, thresholds, now);
      return done[errands.silent] ? giveUpAt : silentAt;
    }
    case 'return': {
      const { remindAt, overdueAt } = returnTimes(facts.order, record, thresholds, now);
      return done[returnErrands.reminder] ? overdueAt : remindAt;
    }
    default:
      return undefined;
  }
}

function warehouseTimes({ done }: CaseRecord, thresholds: Thresholds, now: Date) {
  const asked = Date.parse(done[errands.stop] ?? now.toISOString());
  const after = (minutes: number) => new Date(asked + minutes * 60_000).toISOString();
  return { silentAt: after(thresholds.warehouseAnswerMinutes), giveUpAt: after(thresholds.warehouseGiveUpHours * 60) };
}

function stopGoods({ record, thresholds, asked, now }: Ground): Errand {
  const lines = asked.units
    .filter(({ open }) => open > 0)
    .map(({ line, open }) => ({ lineId: line.lineId, quantity: open }));
  const { silentAt } = warehouseTimes(record, thresholds, now);
  const detail = { requestId: asked.request.requestId, lines, answerBy: silentAt };
  return {
    key: errands.stop,
    hold: 'OTHER',
    question: 'take',
    outgoing: [{ kind: 'event', detailType: 'WarehouseHoldRequested', detail }],
  };
}

/** The receipt of a withdrawal is owed at once and at any hour; who cancels waits for an answer as well. */
function receipt({ facts, asked }: Ground, course: Course): Errand {
  const { requestId, requestedAt, statutory } = asked.request;
  const withdrawal = isWithdrawal(facts, asked.request) || statutory;
  const owed = `the receipt of a withdrawal is owed on a durable medium and could not be mailed. Send it by post or as the customer can keep it: request ${requestId}, received ${requestedAt}, what it is about${course.kind === 'return' ? ', and until when the goods come back' : ''}.`;
  return {
    key: course.kind === 'return' ? errands.receivedToReturn : errands.received,
    notice: withdrawal ? 'withdrawal-received' : 'received',
    ...(withdrawal && { owed }),
    urgent: true,
    ...(course.kind === 'cancel' && { hold: 'OTHER' as const, question: 'take' as const }),
  };
}

function warehouseErrand({ facts, record, thresholds, now }: Ground): Errand | undefined {
  const at = now.toISOString();
  const { silentAt, giveUpAt } = warehouseTimes(record, thresholds, now);
  const { orderNumber } = facts.order;
  if (giveUpAt <= at && !record.done[errands.gaveUp]) {
    const why = `the warehouse has not said for ${thresholds.warehouseGiveUpHours} hours whether it stopped the goods: find out, then choose cancel or refund. Its answer still lets the case go on.`;
    const until = ['WarehouseHoldConfirmed', 'WarehouseHoldRefused'];
    return { key: errands.gaveUp, staff: { reasonCode: 'WAREHOUSE_SILENT', why, until } };
  }
  if (silentAt > at || record.done[errands.silent]) return undefined;
  const alert: Outgoing = {
    kind: 'alert',
    severity: 'critical',
    subject: `order ${orderNumber}: the warehouse does not answer`,
    text: [
      `Case ${record.caseId}: the customer cancelled, and the warehouse has not said for ${thresholds.warehouseAnswerMinutes} minutes whether it stopped the goods.`,
      'Make sure that nothing of it leaves; its WarehouseHoldConfirmed or WarehouseHoldRefused lets the case go on.',
      `npm run case -- show ${record.caseId}`,
    ].join('\n'),
  };
  return { key: errands.silent, outgoing: [alert] };
}

/** The goods cannot be stopped any more: our hold goes, and the order says until when they have to be on their way back. */
function openReturn({ facts: { order }, record, thresholds, asked, now }: Ground): Errand {
  const { returnBy } = returnTimes(order, record, thresholds, now);
  const lines = asked.units.map(({ line, open, away }) => ({ lineId: line.lineId, quantity: open + away }));
  const requested: Outgoing = {
    kind: 'event',
    detailType: 'ReturnRequested',
    detail: { requestId: asked.request.requestId, lines, returnBy },
  };
  const released = order.holds.flatMap(({ caseId, holdId, reason }): Outgoing[] =>
    caseId === record.caseId ? [{ kind: 'event', detailType: 'OrderReleased', detail: { holdId, reason } }] : [],
  );
  return {
    key: returnErrands.opened,
    question: 'give-up',
    orderChanges: {
      cancelRequest: { ...asked.request, returnBy },
      ...(released.length > 0 && { holds: holdsWithout(order, record.caseId) }),
    },
    outgoing: [requested, ...released],
  };
}

function returnErrand(ground: Ground): Errand | undefined {
  const { facts, record, thresholds, now } = ground;
  const { done } = record;
  const standing = returnStanding(facts.order, record, thresholds, now);
  if (standing === 'back') return undefined;
  if (standing === 'incomplete') {
    const why = `the warehouse reported the return as '${record.news.ReturnReceived?.code}': look at the goods, then choose what is paid back.`;
    return { key: returnErrands.incomplete, staff: { reasonCode: 'RETURN_INCOMPLETE', why } };
  }
  const told = done[errands.receivedToReturn] || done[returnErrands.asked];
  if (!told) return { key: returnErrands.asked, notice: 'return-asked' };
  if (standing === 'awaited') {
    const due =
      returnTimes(facts.order, record, thresholds, now).remindAt <= now.toISOString() && !done[returnErrands.reminder];
    return due ? { key: returnErrands.reminder, notice: 'return-reminder' } : undefined;
  }
  if (thresholds.unreturned === 'close') return undefined;
  const why =
    'the goods have not come back and no proof of posting was shown: ask the customer, then choose refund or keep.';
  return { key: returnErrands.overdue, staff: { reasonCode: 'RETURN_OVERDUE', why } };
}

const obstacles: Readonly<Record<Obstacle, string>> = {
  REQUEST_UNCLEAR: 'the request names lines that the order does not have: ask the customer, then choose.',
  DIGITAL_CONTENT:
    'digital content has been delivered, which does not come back: look at what was agreed, then choose.',
  RETURN_PERIOD_OVER:
    'the time in which the goods may come back is over: choose whether to take them back all the same.',
};

function toStaff({ record }: Ground, reasonCode: Obstacle): Errand | undefined {
  const key = reasonCode.toLowerCase().replaceAll('_', '-');
  return record.done[key] ? undefined : { key, staff: { reasonCode, why: obstacles[reasonCode] } };
}
