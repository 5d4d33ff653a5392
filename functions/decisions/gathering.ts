import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { type CaseRecord, incidentOf } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { ConcurrentWrite, RowMissing } from '#shared/lambda/errors.ts';
import type { IncidentTurn } from './incident-turn.ts';
import type { Written } from './mailing.ts';
import { type Along, saidAlong } from './said-along.ts';
import { cases, people, type Rows, tables } from './workbench.ts';

/** How many writes one more part of a mail takes, beside its own row and the order of the case that mails. */
const roomOfPart = 90;
/** So often a part may find that a case has moved on; then the step is tried again a little later. */
const mostOvertaken = 5;

/** Joins the write of a mail in an incident: its other cases of the customer keep still while `more` of them join it. */
export function oneAtATime(
  record: CaseRecord,
  { customer }: Order,
  { theirs }: IncidentTurn,
  { more }: Along,
  at: Date,
): TransactItem[] {
  const incidentId = incidentOf(record);
  return incidentId && theirs.length > 1
    ? [people.mailItem(incidentId, customer.customerId, record.caseId, { at, more })]
    : [];
}

/** What the first write says of those who go along; where more of them join it, with what they need to know for that. */
export const saying = ({ said, more }: Along, { told }: IncidentTurn) => ({
  along: said,
  ...(more && { gathering: { told } }),
});

/**
 * What was written down of the n-th message of a case, once everybody has joined it for whom its first write had no room: a
 * transaction at a time, each on its own. A try that breaks off is gone on with by the next; the mail goes out after the last.
 */
export async function gathered(
  { operations }: Pick<Rows, 'operations'>,
  record: CaseRecord,
  n: number,
  at: Date,
): Promise<Written> {
  for (let overtaken = 0; overtaken < mostOvertaken; ) {
    const written = await cases.messageOf(record.orderId, record.caseId, n);
    if (written.sentAt || !written.gathering) return written;
    overtaken = (await join({ record, operations }, written, n, at)) ? 0 : overtaken + 1;
  }
  throw new ConcurrentWrite(`cases that join message ${n} of ${record.caseId} keep changing`);
}

async function join(
  { record, operations }: Pick<Rows, 'record' | 'operations'>,
  { along: joined, merged, gathering }: Written,
  n: number,
  at: Date,
): Promise<boolean> {
  const order = await tables.order(record.orderId);
  const incidentId = incidentOf(record);
  if (!order || !incidentId) throw new RowMissing(`case ${record.caseId} has no order or no incident any more`);
  const { customerId } = order.customer;
  const { cases: theirs } = await people.of(incidentId, customerId);
  const joining = { at, room: roomOfPart, told: gathering?.told };
  const { said, items, orderChanges, more } = await saidAlong(
    { record, operations },
    theirs,
    order,
    [...joined, ...merged],
    joining,
  );
  const changed = Object.keys(orderChanges).length > 0;
  const { written } = await transact([
    ...items,
    ...(changed ? [tables.changeOrder(order, orderChanges, at, { lookAgain: true })] : []),
    cases.joinedItem(record, { n, along: said, last: !more }),
  ]);
  if (written && !more) await people.mailWritten(incidentId, customerId, record.caseId);
  return written;
}
