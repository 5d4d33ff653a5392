import type { SaidAlong } from '#shared/adapters/case-messages.ts';
import type { CasesTable } from '#shared/adapters/cases-table.ts';
import type { Customers } from '#shared/adapters/customers.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';

export interface Addressees {
  readonly cases: CasesTable;
  readonly contacts: Customers;
  readonly tables: SourceTables;
}

export interface Undeliverable {
  readonly orderId: string;
  readonly caseId: string;
  /** The key of the errand that wrote it; absent = it was to the customer. */
  readonly letter: string | undefined;
  readonly code: string;
}

/**
 * A mail did not arrive. Of the customer's, silence no longer means yes; a partner's says nothing of the customer. Staff are
 * told of either.
 */
export async function noticeUndeliverableMail(
  { cases, contacts, tables }: Addressees,
  { orderId, caseId, letter, code }: Undeliverable,
  at: Date,
): Promise<void> {
  const [record, order] = await Promise.all([cases.read(orderId, caseId), tables.order(orderId)]);
  if (!record || !order) return;
  if (letter) return letterReturned(cases, record, order, { letter, code, at });
  await contacts.markUnreachable(order.customer.customerId, code, at);
  await unreachable(cases, record, order, { code, at });
  for (const along of await saidIn(cases, record)) {
    const [other, theirs] = await Promise.all([cases.read(along.orderId, along.caseId), tables.order(along.orderId)]);
    if (other && theirs) await unreachable(cases, other, theirs, { code, at });
  }
}

/** The cases of the customer's other orders that a mail of this one spoke for. */
async function saidIn(cases: CasesTable, { orderId, caseId, messages }: CaseRecord): Promise<SaidAlong[]> {
  const numbers = Array.from({ length: messages }, (_, i) => i + 1);
  const written = await Promise.all(numbers.map((n) => cases.messageOf(orderId, caseId, n)));
  const said = written.flatMap(({ along }) => along);
  return [...new Map(said.map((each) => [each.caseId, each])).values()];
}

async function unreachable(
  cases: CasesTable,
  record: CaseRecord,
  order: Order,
  { code, at }: Pick<Returned, 'code' | 'at'>,
): Promise<void> {
  const { caseId } = record;
  if (record.unreachable || isClosed(record.state)) return;
  const { written } = await transact(
    cases.moveItems(record, {
      to: record.state,
      at,
      by: 'mail',
      because: code,
      changes: { unreachable: true },
      outgoing: [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `${record.type}: order ${order.orderNumber}, the customer is not reached by mail (${code})`,
          text: `Case ${caseId}: ${code}. Silence decides nothing any more. Ask another way, then decide:\nnpm run case -- show ${caseId}`,
        },
      ],
    }),
  );
  if (!written) throw new ConcurrentWrite(`case ${caseId} changed while its mail came back`);
}

interface Returned {
  readonly letter: string;
  readonly code: string;
  readonly at: Date;
}

/** Told once, also after the case has closed: the address stays wrong for the next one. */
async function letterReturned(
  cases: CasesTable,
  record: CaseRecord,
  order: Order,
  { letter, code, at }: Returned,
): Promise<void> {
  const { pk, caseId, orderId, type } = record;
  const written = await cases.letterOf(orderId, caseId, letter);
  if (!written) return;
  const about = { pk, sk: () => caseKeys.outbox(caseId, letter), id: () => `${caseId}/${letter}/returned` };
  await transact([
    cases.letterReturnedItem(orderId, caseId, letter, code),
    ...outboxWrites(cases.tableName, { ...about, type, caseId, orderId }, at, [
      {
        kind: 'alert',
        severity: 'critical',
        subject: `${type}: ${written.to} is not reached by mail (${code})`,
        text: [
          `The mail to ${written.to} about order ${order.orderNumber} (${written.code}) did not arrive: ${code}.`,
          `Ask another way, and mend the address under types.${type} in the configuration.`,
          `npm run case -- show ${caseId}`,
        ].join('\n'),
      },
    ]),
  ]);
}
