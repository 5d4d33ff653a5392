import { type Decision, isClosed, isReminder, type Offer, steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { isPaused } from '#shared/domain/operations.ts';
import type { Refund } from '#shared/domain/refund.ts';
import type { Dossier } from './dossier.ts';
import { reasonWords } from './reason-words.ts';
import { minuteOf } from './values.ts';

/** Where a case stands, in sentences, and what staff can run about it. */
export interface Standing {
  readonly sentences: readonly string[];
  /** Arguments of the command, best first: `approve <caseId>`. */
  readonly commands: readonly string[];
}

type Told = Pick<Dossier, 'file' | 'operations' | 'now' | 'offer' | 'run' | 'questionHolder' | 'incidentId'> &
  Partial<Pick<Dossier, 'facts' | 'type'>>;

/** Statuses of a run that can be run on from where it stopped. */
export const brokenRuns: readonly string[] = ['FAILED', 'TIMED_OUT', 'ABORTED'];

export function standingOf(told: Told): Standing {
  const { record, decision } = told.file;
  const { caseId, state } = record;
  if (isClosed(state)) {
    const commands = isUndoable(told) ? [`undo ${caseId}`] : [];
    return { sentences: [`Closed ${minuteOf(record.closedAt)} as ${state}.`], commands };
  }
  const paused = isPaused(told.operations, told.now);
  const { sentences, commands } = openStanding(told);
  const broken = brokenRuns.includes(told.run) && state !== 'refunding';
  const standstill = broken ? [`Its run ended ${told.run}: nothing goes on by itself.`] : [];
  return {
    sentences: [
      ...(paused ? ['Everything is paused: nothing is written, mailed or paid until it is resumed.'] : []),
      ...standstill,
      ...sentences,
    ],
    commands: [
      ...(paused ? ['resume'] : []),
      ...(broken ? [`retry ${caseId}`] : []),
      ...commands,
      ...(decision?.phase === 'final' ? [] : [`decide ${caseId} --close`]),
    ],
  };
}

function isUndoable({ file: { record }, facts, type, now }: Told): boolean {
  const found = facts && type?.undoByStaff?.(facts.order, record, { by: '', now });
  return found !== undefined && found.until > now.toISOString();
}

function openStanding(told: Told): Standing {
  const { record, decision, releases } = told.file;
  const { state, pending } = record;
  const letThrough = (step: string) => releases.some((each) => each.step === step);
  if (decision?.phase === 'provisional' && (decision.by === 'staff' || letThrough(steps.final(decision.answerId)))) {
    return onItsWay(`Decided by ${decision.by}, with your consent; it is being carried out.`);
  }
  if (state === 'needs-staff') return withStaff(told);
  if (pending && state === 'queued' && letThrough(pending.step)) {
    return onItsWay(`It has been let through and goes on: ${stepWords(pending.step)}.`);
  }
  if (pending) return heldUp(told, pending);
  if (decision?.phase === 'provisional') return answered(told, decision);
  switch (state) {
    case 'asking':
      return { sentences: [asked(record)], commands: decideCommands(record, told.offer) };
    case 'waiting':
      return { sentences: [`Waits for goods that are expected ${minuteOf(record.waitUntil)}.`], commands: [] };
    case 'refunding':
      return { sentences: ['The refund is on its way; finance reports how it goes.'], commands: [] };
    case 'acting':
      return { sentences: ['The decision is being carried out.'], commands: [] };
    default:
      return {
        sentences: [`It is checked whether the cause lasts, until ${minuteOf(record.settleUntil)}.`],
        commands: decideCommands(record, told.offer),
      };
  }
}

const onItsWay = (sentence: string): Standing => ({ sentences: [sentence], commands: [] });

function withStaff({ file: { record, decision, refunds }, offer, run }: Told): Standing {
  const { caseId, reasonCode = 'NEEDS_STAFF' } = record;
  const sentences = [`It needs staff (${reasonCode}). ${reasonWords[reasonCode] ?? ''}`.trim()];
  if (run === 'SUCCEEDED' && decision?.phase !== 'final') return { sentences, commands: [] };
  if (decision?.phase === 'provisional') {
    return { sentences, commands: [`approve ${caseId}`, ...decideCommands(record, offer)] };
  }
  if (decision) {
    const retries = failedOf(refunds).length > 0 ? [`retry ${caseId}`] : [];
    return { sentences, commands: [...retries, ...(run === 'RUNNING' ? [] : [`decide ${caseId} --close`])] };
  }
  return { sentences, commands: decideCommands(record, offer) };
}

/** Failed refunds that no other stands for. */
export const failedOf = (refunds: readonly Refund[]): Refund[] =>
  refunds.filter(({ state, supersededBy }) => state === 'failed' && !supersededBy);

function heldUp(told: Told, { step, reason, since }: NonNullable<CaseRecord['pending']>): Standing {
  const { record } = told.file;
  const { caseId } = record;
  const decide = decideCommands(record, told.offer);
  switch (reason) {
    case 'approve':
      return {
        sentences: [`Since ${minuteOf(since)} it waits for your approval: ${stepWords(step)}.`],
        commands: [`approve ${caseId}`, ...decide],
      };
    case 'incident':
      return {
        sentences: [
          record.askedAt
            ? `Since ${minuteOf(since)} its reminders and deadlines wait for the end of the incident ${told.incidentId ?? 'before'}.`
            : `Since ${minuteOf(since)} its question is held back by the incident ${told.incidentId ?? 'before'}.`,
        ],
        commands: [`release ${caseId}`, ...(told.incidentId ? [`release ${told.incidentId}`] : []), ...decide],
      };
    case 'news':
      return { sentences: [`Since ${minuteOf(since)} it waits for news of the order.`], commands: decide };
    case 'morning':
      return {
        sentences: [
          `Since ${minuteOf(since)} its mail waits for the customer's morning, or for tomorrow (enough was sent today), or some minutes for another case of the order.`,
        ],
        commands: decide,
      };
    case 'turn':
      return {
        sentences: [
          `Since ${minuteOf(since)} it waits for its turn: ${told.questionHolder ?? 'another case'} asks first.`,
        ],
        commands: decide,
      };
    case 'stock':
      return { sentences: [`Waits for goods that are expected ${minuteOf(record.waitUntil)}.`], commands: [] };
  }
}

/** What a step does once it is let through. */
export const stepWords = (step: string): string => {
  if (step === steps.ask) return 'the customer is asked by mail';
  if (step.startsWith(steps.errand(''))) return `${step.slice(steps.errand('').length)} is carried out`;
  if (isReminder(step)) return 'its reminders and deadlines go on';
  return step === steps.arrived ? 'the goods have arrived' : 'the answer is carried out';
};

const answered = ({ file: { record }, offer }: Told, { until, by }: Decision): Standing => ({
  sentences: [`Answered by ${by}; the answer can be taken back until ${minuteOf(until)}, then it is carried out.`],
  commands: decideCommands(record, offer),
});

function asked({ answerDue, reminderDue }: CaseRecord): string {
  const reminder = reminderDue && answerDue && reminderDue < answerDue ? `, reminder ${minuteOf(reminderDue)}` : '';
  return `The customer has been asked and may answer until ${minuteOf(answerDue)}${reminder}.`;
}

/** As many units of an offer are shown as an example. */
const unitsShown = 3;

/** An example of deciding: the first choice of each unit. */
function decideCommands({ caseId }: CaseRecord, offer: Offer | undefined): string[] {
  if (!offer) return [];
  const asked = offer.lines.filter(({ preset }) => !preset);
  const choices = asked
    .slice(0, unitsShown)
    .map(({ unitId, options }) => ` --choose ${quoted(`${unitId}=${options[0]?.choice}`)}`)
    .concat(asked.length > unitsShown ? ' …' : []);
  const cancel = offer.cancelOrder ? [`decide ${caseId} --cancel-order`] : [];
  return [`decide ${caseId}${choices.join('')}`, ...cancel];
}

/** As a shell takes it for one word. */
export const quoted = (word: string) => (/^[\w.:=@%+,/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
