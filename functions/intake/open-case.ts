import type { ExceptionType, Finding } from '#functions/exception-types/exception-type.ts';
import type { CasesTable } from '#shared/adapters/cases-table.ts';
import { startRun } from '#shared/adapters/workflows.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseIdOf, caseKeys, dueShardOf } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';

/** A case must have been started by then, or the sweep starts it. */
const startGraceSeconds = 120;

/**
 * Opens the case of a finding and starts its run: row with report first, then the run by name, then the mark. Each step
 * may be repeated; the row is the guard against a second run.
 */
export async function openCase(
  cases: CasesTable,
  machineArnPrefix: string,
  type: ExceptionType,
  order: Order,
  finding: Finding,
  now: Date,
): Promise<void> {
  const record = recordOf(type, order, finding, now);
  const known = await cases.read(order.orderId, record.caseId);
  if (known?.startedAt) return;
  if (!known) await cases.open(record, announcement(record, order));
  await startRun(`${machineArnPrefix}${type.key}`, record.caseId, { caseId: record.caseId, orderId: order.orderId });
  await cases.markStarted(record, now);
}

function recordOf(type: ExceptionType, order: Order, finding: Finding, now: Date): CaseRecord {
  const at = now.toISOString();
  const caseId = caseIdOf(type.key, order.orderId, finding.causeKey);
  const { moneyMinor, lines, daysAtStake } = finding.impact;
  return {
    pk: caseKeys.order(order.orderId),
    sk: caseKeys.case(caseId),
    entity: 'case',
    caseId,
    orderId: order.orderId,
    type: type.key,
    causeKey: finding.causeKey,
    causeCode: finding.causeCode,
    severity: finding.severity,
    state: 'detected',
    version: 1,
    auditSequence: 1,
    openedAt: at,
    settleUntil: new Date(now.getTime() + type.settleSeconds * 1000).toISOString(),
    round: 0,
    reminders: 0,
    messages: 0,
    owner: 'workflow',
    dueShard: dueShardOf(caseId),
    dueAt: new Date(now.getTime() + startGraceSeconds * 1000).toISOString(),
    openedShard: `${type.key}#${at.slice(0, 7)}#${dueShardOf(caseId).slice(4)}`,
    reports: [
      {
        version: 1,
        at,
        causeCode: finding.causeCode,
        impact: { moneyMinor, currencyCode: order.currencyCode, lines, daysAtStake },
      },
    ],
  };
}

function announcement(record: CaseRecord, order: Order) {
  const { caseId, type, causeCode, severity } = record;
  return [
    { kind: 'event', detailType: 'ExceptionDetected', detail: { type, causeCode, severity } },
    {
      kind: 'alert',
      severity,
      subject: `${type}: order ${order.orderNumber} (${causeCode})`,
      text: `Case ${caseId} opened for order ${order.orderNumber}: ${causeCode}. Nothing to do unless it is handed to staff.`,
    },
  ] as const;
}
