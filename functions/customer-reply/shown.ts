import type { Page, Reply } from './page.ts';
import { Problem, type ProblemCode } from './problem.ts';
import { nothingEntered } from './reply-form.ts';
import type { Decided, Standing } from './standing.ts';

const message = (code: ProblemCode): Reply => ({ page: { kind: 'message' }, problem: new Problem(code) });

/** The page of a decided case, with the way back while the answer is provisional, or the correction can be undone. */
export function decidedPage(decided: Decided, now: Date): Extract<Page, { kind: 'decided' }> {
  const { decision } = decided;
  const { order, record, type } = decided;
  const undo = type.undo?.(order, record, now);
  const open = decided.kind === 'decided' && decision?.phase === 'provisional' && decision.by === 'customer';
  return {
    kind: 'decided',
    decided,
    ...(open && decision.until > now.toISOString() && { takeBackUntil: decision.until }),
    ...(undo && { undoUntil: undo.until }),
  };
}

/** Where a case stands, as a page. */
export function shown(standing: Standing, now: Date): Reply {
  return { ...pageOf(standing, now), ...(standing.again && { again: true }) };
}

function pageOf(standing: Standing, now: Date): Reply {
  switch (standing.kind) {
    case 'open':
      return { page: { kind: 'question', question: standing, entered: nothingEntered } };
    case 'decided':
      return { page: decidedPage(standing, now) };
    case 'closed': {
      const page = decidedPage(standing, now);
      return page.undoUntil ? { page } : { page, problem: new Problem('ALREADY_CLOSED') };
    }
    case 'expired': {
      const problem = new Problem('LINK_EXPIRED');
      return { page: standing.before ? decidedPage(standing.before, now) : { kind: 'message' }, problem };
    }
    case 'solving':
    case 'pursued':
      return { page: { kind: standing.kind, linked: standing } };
    case 'superseded':
      return message('SUPERSEDED');
    case 'locked':
      return message('LINK_LOCKED');
  }
}
