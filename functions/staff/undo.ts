import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import { isClosed } from '#shared/domain/case.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { type Clerk, type Done, write } from './clerk.ts';
import { dossierOf } from './dossier.ts';
import { refused } from './refusal.ts';
import { minuteOf } from './values.ts';

/** Puts back what a case corrected without asking, also where nobody was told of it. */
export async function undo({ desk, code, confirm }: Clerk, id: string): Promise<Done> {
  const { file, facts, type, now } = await dossierOf(desk, id);
  const { pk, caseId, orderId, state, type: key, causeCode } = file.record;
  if (!isClosed(state))
    throw refused(
      `case ${caseId} has not ended yet (${state}): it can be taken back once it has, or decided otherwise`,
    );
  const found = facts && type.undoByStaff?.(facts.order, file.record, { by: code, now });
  if (!facts || !found) {
    throw refused(
      `nothing of case ${caseId} can be taken back: only what was corrected without asking can, ` +
        'as long as it stands on the order as it was corrected and nothing is packed',
    );
  }
  const { until, fields, orderChanges } = found;
  if (until <= now.toISOString())
    throw refused(
      `the correction of case ${caseId} could be taken back until ${minuteOf(until)}. Change the order instead`,
    );
  await confirm([
    `${caseId}, order ${facts.order.orderNumber}: ${fields.join(', ')} as before the correction.`,
    '  It is not corrected again; where nothing can be delivered so, the customer is asked.',
  ]);
  const decisionId = `undo-${facts.order.version}`;
  const about = {
    pk,
    caseId,
    orderId,
    type: key,
    sk: () => caseKeys.outbox(caseId, decisionId),
    id: () => `${caseId}/${decisionId}`,
  };
  const detail = { reasonCode: causeCode, decisionId };
  const at = (await desk.present()).now;
  await write(
    [
      desk.tables.changeOrder(facts.order, orderChanges, at, { lookAgain: true }),
      ...outboxWrites(desk.place.tables.cases, about, at, [{ kind: 'event', detailType: 'OrderAmended', detail }]),
    ],
    caseId,
  );
  return {
    summary: `Taken back: the correction of case ${caseId}.`,
    next: ['Whoever prepares the order is told by an event. The customer is not written to.'],
    details: { caseId, orderId, fields },
  };
}
