import { typeOf } from '#functions/exception-types/catalog.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Situation } from './next-step.ts';
import { cases, question, settings, type Work } from './workbench.ts';

/** A turn passes by itself; somebody looks after an hour. */
const lookAfterMs = 3_600_000;

/** The order's question goes to a case. Whoever had it stands in the queue from then on, and its run is woken to see that. */
export function takingTheQuestion(
  { record, type }: Work,
  { questionHolder, holder, yielding }: Situation,
  at: Date,
): TransactItem[] {
  if (questionHolder === record.caseId) return [question.keepItem(record)];
  if (!holder || !(yielding || type.takesOver)) return [question.takeItem(record, at)];
  const from = { record: holder, rank: typeOf(holder.type, settings).rank };
  return [...question.yieldItems(from, { record, rank: type.rank }, at), ...displaced(holder, at)];
}

function displaced(holder: CaseRecord, at: Date): TransactItem[] {
  if (holder.state !== 'asking') return [];
  const since = at.toISOString();
  const move = cases.moveItems(holder, {
    to: 'queued',
    at,
    by: 'workflow',
    because: 'another case of the order asks first',
    changes: {
      pending: { step: steps.ask, reason: 'turn', since },
      owner: 'workflow',
      newsSequence: holder.newsSequence + 1,
      dueAt: new Date(at.getTime() + lookAfterMs).toISOString(),
    },
  });
  return [...move, cases.heardItem(holder, at)];
}
