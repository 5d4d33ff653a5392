import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { cases, commit } from './workbench.ts';

export interface Handover {
  readonly reasonCode: string;
  /** One sentence: what staff should know. */
  readonly why: string;
  /** Reports that take it back: it has waited for them. */
  readonly until?: readonly string[];
  /** Written in the same transaction. */
  readonly also?: readonly TransactItem[];
  /** What else changes on the case. */
  readonly changes?: Partial<CaseRecord>;
}

/** What staff are told: what is wrong, in codes, and what to run. */
export function callForStaff({ caseId, type }: CaseRecord, order: Order, { reasonCode, why }: Handover): Outgoing[] {
  return [
    {
      kind: 'alert',
      severity: 'critical',
      subject: `${type}: order ${order.orderNumber} needs staff (${reasonCode})`,
      text: `Case ${caseId} of order ${order.orderNumber}: ${why}\nnpm run case -- show ${caseId}`,
    },
  ];
}

/** Leaves a case to staff, with the reason; its run then waits for their decision. */
export async function handToStaff(record: CaseRecord, order: Order, handover: Handover, at: Date): Promise<void> {
  const { reasonCode, until, also = [], changes } = handover;
  const items = cases.moveItems(record, {
    to: 'needs-staff',
    at,
    by: 'workflow',
    because: reasonCode,
    changes: {
      ...changes,
      owner: 'staff',
      dueAt: at.toISOString(),
      reasonCode,
      staffSince: at.toISOString(),
      staffUntil: until && { reasonCode, reports: [...until] },
      pending: undefined,
    },
    outgoing: [
      ...callForStaff(record, order, handover),
      { kind: 'event', detailType: 'ExceptionEscalated', detail: { type: record.type, reasonCode } },
    ],
  });
  await commit(record, [...items, ...also], `handed to staff (${reasonCode})`);
}
