import { isDeepStrictEqual } from 'node:util';
import type { Accepted } from '#functions/exception-types/exception-type.ts';
import { takeBackMinutes } from '#shared/domain/case.ts';
import type { Satisfaction } from '#shared/domain/satisfaction.ts';
import { AnswerLost, countWrongConfirmation, recordAnswer, recordUndo, takeBack } from './answer-writes.ts';
import { answerIn, noteLateReply } from './late-reply.ts';
import { goOn } from './onward.ts';
import { confirmsNumber } from './order-number.ts';
import type { Page, Reply } from './page.ts';
import { Problem } from './problem.ts';
import { sentAgain } from './question-again.ts';
import { readFields } from './reply-fields.ts';
import {
  bodyLimitFor,
  enteredIn,
  inputsOf,
  nothingEntered,
  type ReplyForm,
  readAgain,
  readReply,
  readSatisfaction,
  readTakeBack,
  readUndo,
} from './reply-form.ts';
import type { Visit } from './reply-handler.ts';
import { decidedPage, shown } from './shown.ts';
import {
  contentment,
  type Decided,
  limits,
  type OpenQuestion,
  type Standing,
  standingOf,
  triesAllowed,
} from './standing.ts';

/** Posts a minute that one link may send. */
const postsAMinute = 10;
/** How often a post that met another writer looks at the case anew: each of them may be one wrong confirmation. */
const attempts = triesAllowed + 3;

type Fields = ReadonlyMap<string, string>;

/** @throws Problem whatever may be wrong with a reply and leaves nothing to show again */
export async function acceptReply(visit: Visit, newId: () => string): Promise<Reply> {
  await countPost(visit);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const standing = visit.speak(await standingOf(visit.claims, visit.now));
    try {
      return await answerTo(standing, visit, newId);
    } catch (error) {
      if (!(error instanceof AnswerLost)) throw error;
    }
  }
  throw new Problem('UNAVAILABLE', { retryAfter: 1 });
}

async function countPost({ claims, now }: Visit): Promise<void> {
  const minute = now.toISOString().slice(0, 16);
  const left = 60 - now.getUTCSeconds();
  const expiresAt = Math.ceil(now.getTime() / 1000) + 3600;
  if (await limits.countPost(claims, { minute, limit: postsAMinute, expiresAt })) return;
  throw new Problem('TOO_MANY', { retryAfter: left });
}

async function answerTo(standing: Standing, visit: Visit, newId: () => string): Promise<Reply> {
  const offer = 'offer' in standing ? standing.offer : undefined;
  const inputs = standing.kind === 'open' ? standing.inputs : [];
  const fields = readFields(visit.body, offer && bodyLimitFor(offer, inputs));
  if (readAgain(fields)) return sentAgain(visit);
  if (readUndo(fields)) return undo(standing, visit);
  const said = readSatisfaction(fields);
  if (said) return noteSatisfaction(standing, said.chosen, visit);
  const answerId = readTakeBack(fields);
  switch (standing.kind) {
    case 'open':
      return answerId === undefined
        ? answerQuestion(standing, fields, visit, newId)
        : { page: { kind: 'question', question: standing, entered: nothingEntered }, replayed: true };
    case 'decided':
    case 'closed':
      if (answerId !== undefined) return takeBackDecided(standing, answerId, visit);
      await noteLateReply(standing, fields, visit.now);
      return answerDecided(standing, fields, visit.now);
    case 'expired': {
      const { before, ...linked } = standing;
      await noteLateReply(
        { ...linked, decision: undefined, offer: standing.record.offer, ...before },
        fields,
        visit.now,
      );
      return shown(standing, visit.now);
    }
    case 'solving':
    case 'pursued': {
      const problem = new Problem(standing.kind === 'solving' ? 'NOTHING_TO_ANSWER' : 'NOT_ASKED_NOW');
      return { ...shown(standing, visit.now), problem };
    }
    default:
      return shown(standing, visit.now);
  }
}

async function answerQuestion(
  question: OpenQuestion,
  fields: Fields,
  visit: Visit,
  newId: () => string,
): Promise<Reply> {
  const { offer, offerHash, type } = question;
  const shownHash = fields.get('offer');
  if (shownHash !== undefined && shownHash !== offerHash) return offerChanged(question, fields);
  const form = readOrShow(fields, question);
  if ('page' in form) return form;
  if (form.offerHash !== offerHash) return offerChanged(question, fields);
  if (form.goesBack) return { page: { kind: 'question', question, entered: enteredIn(fields, offer) } };
  const { answer, comment, confirmation } = form;
  const onward = await goOn(question, answer, visit.now);
  if (onward) return onward;
  const filled = judgeValues(question, form, visit.now);
  if ('wrong' in filled) {
    const problem = new Problem('FIELDS_WRONG', { fields: filled.wrong });
    return { page: { kind: 'question', question, entered: enteredIn(fields, offer) }, problem };
  }
  const moves = type.movesMoney(offer, answer);
  if (moves && !confirmsNumber(confirmation, question.order.orderNumber)) return askToConfirm(question, form, visit);
  const decision = await recordAnswer(question, {
    answer,
    comment,
    orderChanges: filled.orderChanges,
    answerId: newId(),
    until: new Date(visit.now.getTime() + (moves ? takeBackMinutes * 60_000 : 0)),
    at: visit.now,
  });
  return { page: decidedPage({ ...question, kind: 'decided', decision }, visit.now) };
}

/** What the fields of the choices make of the order, by the type's own judgement. */
function judgeValues({ type, facts, record, offer }: OpenQuestion, { answer, values }: ReplyForm, now: Date): Accepted {
  if (!type.accept || inputsOf(offer, answer).size === 0) return { orderChanges: {} };
  return type.accept(facts, answer, values, record, now);
}

function offerChanged(question: OpenQuestion, fields: Fields): Reply {
  const { comment } = enteredIn(fields, question.offer);
  const page: Page = { kind: 'question', question, entered: { ...nothingEntered, comment } };
  return { page, problem: new Problem('OFFER_CHANGED') };
}

/** What a reader can mend is shown again with what was entered; the rest is thrown. */
function readOrShow(fields: Fields, question: OpenQuestion): ReplyForm | Reply {
  try {
    return readReply(fields, question.offer, question.inputs);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 422) throw problem;
    return { page: { kind: 'question', question, entered: enteredIn(fields, question.offer) }, problem };
  }
}

async function askToConfirm(
  question: OpenQuestion,
  { answer, comment, values, confirmation }: ReplyForm,
  { now, wantsJson }: Visit,
): Promise<Reply> {
  const page: Page = { kind: 'confirmation', question, answer, comment, values };
  if (confirmation === undefined) {
    const triesLeft = triesAllowed - question.wrongConfirmations;
    return { page, ...(wantsJson && { problem: new Problem('CONFIRMATION_MISMATCH', { triesLeft }) }) };
  }
  const triesLeft = triesAllowed - (await countWrongConfirmation(question, now));
  const problem = new Problem('CONFIRMATION_MISMATCH', { triesLeft });
  return { page: triesLeft > 0 ? page : { kind: 'message' }, problem };
}

/** A form sent twice gets the same answer again; any other finds out what was recorded by whom, and when. */
function answerDecided(decided: Decided, fields: Fields, now: Date): Reply {
  const page = decidedPage(decided, now);
  const { decision, offer } = decided;
  const repeated =
    decision?.by === 'customer' &&
    (decided.kind === 'decided' || now.getTime() - Date.parse(decision.decidedAt) <= takeBackMinutes * 60_000) &&
    isDeepStrictEqual(decision.answer, offer && answerIn(fields, offer));
  if (repeated) return { page, replayed: true };
  const overtaken = decision?.phase === 'final' && decision.by !== 'customer';
  return { page, problem: new Problem(decided.kind === 'closed' || overtaken ? 'ALREADY_CLOSED' : 'ALREADY_ANSWERED') };
}

async function takeBackDecided(decided: Decided, answerId: string, { claims, now, speak }: Visit): Promise<Reply> {
  const { decision } = decided;
  if (decided.kind === 'closed' || !decision) return shown(decided, now);
  const page = decidedPage(decided, now);
  if (decision.answerId !== answerId) return { page, problem: new Problem('ALREADY_ANSWERED') };
  if (page.kind !== 'decided' || !page.takeBackUntil) return { page, problem: new Problem('ALREADY_FINAL') };
  await takeBack(decided, decision, now);
  const standing = speak(await standingOf(claims, now));
  if (standing.kind !== 'open') return shown(standing, now);
  return { page: { kind: 'question', question: standing, entered: nothingEntered, notice: 'taken-back' } };
}

/** The first answer counts; where it is not asked for, the page says where the case stands. */
async function noteSatisfaction(standing: Standing, chosen: Satisfaction | undefined, visit: Visit): Promise<Reply> {
  const { now } = visit;
  if (standing.kind !== 'closed' || !standing.asked) return shown(standing, now);
  const page = decidedPage(standing, now);
  if (standing.asked.given) return { page, replayed: true };
  if (!chosen) return { page, problem: new Problem('CHOICE_REQUIRED') };
  if (!(await contentment.give(standing.record, chosen, now))) throw new AnswerLost('another answer was first');
  return { page: { ...page, decided: { ...standing, asked: { given: chosen } }, notice: 'thanks' } };
}

/** What was corrected unasked is as it was again. */
async function undo(standing: Standing, { now, claims, speak }: Visit): Promise<Reply> {
  const page = shown(standing, now);
  if (standing.kind !== 'decided' && standing.kind !== 'closed') return page;
  const found = standing.type.undo?.(standing.order, standing.record, now);
  if (!found) return { ...page, problem: new Problem('ALREADY_FINAL') };
  await recordUndo(standing, found.orderChanges, now);
  const after = speak(await standingOf(claims, now));
  if (after.kind !== 'decided' && after.kind !== 'closed') return shown(after, now);
  return { page: { ...decidedPage(after, now), notice: 'undone' } };
}
