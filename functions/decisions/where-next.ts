import { steps } from '#shared/domain/case.ts';
import { modeOf } from '#shared/domain/operations.ts';
import type { TaskInput } from '#shared/lambda/task-handler.ts';
import { askPlan } from './ask-plan.ts';
import { contactProblemOf } from './contact.ts';
import { nextStep, type Situation, type Step } from './next-step.ts';
import { cases, incidentsOf, question, takeUp, type Work } from './workbench.ts';

/** Where the case goes from how its rows stand now. */
export async function whereNext(input: TaskInput, now: Date): Promise<Step> {
  return nextStep(await situationOf(await takeUp(input), now));
}

export async function situationOf({ record, facts, operations, type }: Work, now: Date): Promise<Situation> {
  const { orderId, caseId } = record;
  const errand = type.errand?.(facts, record, now);
  const [decision, questionHolder, incidentId, contactProblem] = await Promise.all([
    cases.decisionOf(orderId, caseId),
    question.holder(orderId),
    incidentsOf.openOf(type.key, record.behind),
    contactProblemOf(facts.order, operations),
  ]);
  const offer = type.offer(facts, record, now);
  const releasable = [
    steps.ask,
    ...(errand ? [steps.errand(errand.key)] : []),
    ...(decision ? [steps.final(decision.answerId)] : []),
  ];
  const released = await Promise.all(
    releasable.map(async (step) => ((await cases.isReleased(orderId, caseId, step)) ? [step] : [])),
  );
  return {
    record,
    decision,
    stands: type.stands(facts, record, now),
    errand,
    nextLook: type.nextLook?.(facts, record, now),
    offer,
    preset: Boolean(offer && type.preset(offer, facts)),
    plan: askPlan(record, type, operations, now),
    mode: modeOf(operations, type.key, now),
    released: new Set(released.flat()),
    questionHolder,
    takesOver: type.takesOver ?? false,
    incidentId,
    contactProblem,
    now,
  };
}
