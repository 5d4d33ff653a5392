import { isClosed, steps } from '#shared/domain/case.ts';
import { assertRunnable, type Clerk, type Done, pauseNote, runOn, trail, write } from './clerk.ts';
import { type Dossier, dossierOf } from './dossier.ts';
import { refundOf } from './money.ts';
import { refused } from './refusal.ts';
import { stepWords } from './standing.ts';
import { amountOf, answerWords, minuteOf } from './values.ts';

/** Lets the step through that waits for staff: a step of approve mode, or an answer that had stopped. */
export async function approve(clerk: Clerk, id: string): Promise<Done> {
  const dossier = await dossierOf(clerk.desk, id);
  const { record } = dossier.file;
  const step = stepToApprove(dossier);
  assertRunnable(dossier);
  await clerk.confirm(consequences(dossier, step));
  const { now } = await clerk.desk.present();
  await write(
    [
      clerk.desk.cases.releaseItem(record, step, clerk.code, now),
      ...trail(clerk.desk, record, {
        by: clerk.code,
        because: `approved: ${step}`,
        at: now,
        changes: { owner: 'workflow', dueAt: new Date(now.getTime() + 3_600_000).toISOString() },
      }),
    ],
    record.caseId,
  );
  return {
    summary: `Approved for case ${record.caseId}: ${stepWords(step)}.`,
    next: ['It goes on within seconds.', ...(await runOn(clerk, dossier)), ...pauseNote(dossier)],
    details: { caseId: record.caseId, orderId: record.orderId, step },
  };
}

function stepToApprove({ file: { record, decision, releases } }: Dossier): string {
  const { caseId, state, pending, closedAt } = record;
  if (isClosed(state)) throw refused(`case ${caseId} was closed ${minuteOf(closedAt)} as ${state}: nothing waits`);
  const stopped = state === 'needs-staff' && decision?.phase === 'provisional' && steps.final(decision.answerId);
  const step = stopped || (pending?.reason === 'approve' && pending.step);
  if (!step) throw refused(`nothing of case ${caseId} waits for approval. ${insteadOf(record)}`);
  const before = releases.find((each) => each.step === step);
  if (before && !stopped)
    throw refused(`"${step}" was approved ${minuteOf(before.at)} by ${before.by} and is on its way`);
  return step;
}

function insteadOf({ caseId, state, pending }: Dossier['file']['record']): string {
  if (pending?.reason === 'incident') return `An incident holds it back: npm run case -- release ${caseId}`;
  if (state === 'needs-staff') return `It needs a decision: npm run case -- show ${caseId}`;
  return `Where it stands: npm run case -- show ${caseId}`;
}

function consequences(dossier: Dossier, step: string): string[] {
  const { file, facts } = dossier;
  const { caseId, orderId } = file.record;
  const head = `${caseId}, order ${facts?.order.orderNumber ?? orderId}:`;
  const { decision } = file;
  if (step === steps.ask || !decision?.answer) return [head, `  ${stepWords(step)}`];
  return [head, `  ${decision.by} answered: ${answerWords(decision.answer)}`, ...refundLine(dossier)];
}

function refundLine(dossier: Dossier): string[] {
  const { answer, offer } = dossier.file.decision ?? {};
  const money = answer && offer && refundOf(dossier, offer, answer);
  return money ? [`  refund: ${amountOf(money)}`] : [];
}
