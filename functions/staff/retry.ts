import { supersedingRefund } from '#shared/adapters/superseding-refund.ts';
import { redriveRun, runStatus } from '#shared/adapters/workflows.ts';
import { type CaseState, isClosed } from '#shared/domain/case.ts';
import { RefundNotAllowed } from '#shared/domain/overpayment.ts';
import { isOnItsWay, type Refund } from '#shared/domain/refund.ts';
import { type Clerk, type Done, pauseNote, trail, write } from './clerk.ts';
import { type Dossier, dossierOf } from './dossier.ts';
import { refused } from './refusal.ts';
import { brokenRuns, failedOf } from './standing.ts';
import { amountOf, minuteOf } from './values.ts';

/** Tries again what broke: refunds that failed, or the run of the case or of a refund that ended before its end. */
export async function retry(clerk: Clerk, id: string): Promise<Done> {
  const dossier = await dossierOf(clerk.desk, id);
  const { record, refunds } = dossier.file;
  const { caseId, state, closedAt } = record;
  if (isClosed(state))
    throw refused(`case ${caseId} was closed ${minuteOf(closedAt)} as ${state}: nothing is to be retried`);
  const failed = failedOf(refunds);
  if (failed.length > 0) return retryRefunds(clerk, dossier, failed);
  if (brokenRuns.includes(dossier.run)) return retryRun(clerk, dossier);
  const broken = await brokenRefundRuns(clerk, refunds);
  if (broken.length > 0) return retryRefundRuns(clerk, dossier, broken);
  throw refused(
    `nothing of case ${caseId} is to be retried: its run is ${dossier.run} and no refund has failed. ` +
      `What else can be done: npm run case -- show ${caseId}`,
  );
}

/** The same amount on the same payment under a new id, which finance books in place of the failed one. */
async function retryRefunds(clerk: Clerk, dossier: Dossier, failed: readonly Refund[]): Promise<Done> {
  const { desk, code } = clerk;
  const { caseId, orderId } = dossier.file.record;
  const amounts = failed.map(({ refundId, amount, currency, failureCode = 'no code' }) => {
    return `  ${amountOf({ centAmount: amount, currencyCode: currency })}, ${refundId} failed with ${failureCode}`;
  });
  await clerk.confirm([`${caseId}: requested again, each under a new id:`, ...amounts]);
  const { now } = await desk.present();
  for (const refund of failed) {
    const [record, payments] = await Promise.all([desk.cases.read(orderId, caseId), desk.tables.payments(orderId)]);
    const payment = payments.find(({ attemptId }) => attemptId === refund.paymentAttemptId);
    if (!record || !payment)
      throw refused(`payment ${refund.paymentAttemptId} of order ${orderId} is not there any more`);
    const items = permitted(() =>
      supersedingRefund(desk.cases, desk.tables, { record, failed: refund, payment, at: now, by: code }),
    );
    await write(items, caseId);
  }
  return {
    summary: `Requested again for case ${caseId}: ${failed.length} refund${failed.length > 1 ? 's' : ''}.`,
    next: ['Finance gets it as RefundRequested with "supersedes"; the case is refunding again.', ...pauseNote(dossier)],
    details: { caseId, orderId, superseded: failed.map(({ refundId }) => refundId) },
  };
}

function permitted<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RefundNotAllowed)) throw error;
    throw refused(`it cannot be requested again (${error.code}): ${error.message}. The money needs another way`);
  }
}

/** The case goes back to the workflow, which looks at everything anew, and its run goes on where it stopped. */
async function retryRun(clerk: Clerk, dossier: Dossier): Promise<Done> {
  const { desk, code } = clerk;
  const { record, decision } = dossier.file;
  const { caseId, orderId, type } = record;
  const { now } = await desk.present();
  const broken = record.state === 'needs-staff' && record.reasonCode?.startsWith('RUN_');
  if (broken) {
    const to: CaseState = decision?.phase === 'final' ? 'acting' : 'queued';
    const changes = { owner: 'workflow', reasonCode: undefined, dueAt: anHourAfter(now) } as const;
    await write(
      desk.cases.moveItems(record, { to, at: now, by: code, because: 'its run is tried again', changes }),
      caseId,
    );
  } else {
    await write(trail(desk, record, { by: code, because: 'its run is tried again', at: now }), caseId);
  }
  const why = await redriveRun(`${desk.place.stateMachineArnPrefix}${type}`, caseId);
  if (why) throw refused(`the run of case ${caseId} ended ${dossier.run} and cannot be run on: ${why}`);
  return {
    summary: `Run on from where it stopped: the run of case ${caseId}, which had ended ${dossier.run}.`,
    next: [
      broken || record.state !== 'needs-staff'
        ? 'It goes on within seconds; if it breaks again you are alerted again.'
        : `It waits for what you decide: npm run case -- show ${caseId}`,
      ...pauseNote(dossier),
    ],
    details: { caseId, orderId, run: dossier.run },
  };
}

const anHourAfter = (at: Date) => new Date(at.getTime() + 3_600_000).toISOString();

async function brokenRefundRuns({ desk }: Clerk, refunds: readonly Refund[]): Promise<Refund[]> {
  const open = refunds.filter(isOnItsWay);
  const statuses = await Promise.all(open.map(({ refundId }) => runStatus(desk.place.refundMachineArn, refundId)));
  return open.filter((_, i) => brokenRuns.includes(statuses[i]!));
}

/** The run of a refund only watches it; the case goes back to finance. */
async function retryRefundRuns(clerk: Clerk, dossier: Dossier, broken: readonly Refund[]): Promise<Done> {
  const { desk, code } = clerk;
  const { record } = dossier.file;
  const { caseId, orderId } = record;
  const { now } = await desk.present();
  if (record.state === 'needs-staff' && record.reasonCode?.startsWith('RUN_')) {
    const changes = { owner: 'finance', reasonCode: undefined, dueAt: broken[0]!.dueBy } as const;
    const move = { to: 'refunding', at: now, by: code, because: 'its refund is watched again', changes } as const;
    await write(desk.cases.moveItems(record, move), caseId);
  }
  for (const { refundId } of broken) {
    const why = await redriveRun(desk.place.refundMachineArn, refundId);
    if (why) throw refused(`the run of refund ${refundId} cannot be run on: ${why}`);
  }
  return {
    summary: `Run on from where it stopped: the watch of ${broken.map(({ refundId }) => refundId).join(', ')}.`,
    next: ['You are alerted again when the money does not come.', ...pauseNote(dossier)],
    details: { caseId, orderId, refunds: broken.map(({ refundId }) => refundId) },
  };
}
