import { isDeepStrictEqual } from 'node:util';
import { type CaseState, caseMoves, decision, isClosed } from '#shared/domain/case.ts';
import type { ChangeFeed, TableChange } from '../observation/change-feed.ts';
import type { Findings } from './findings.ts';
import { PersonalTexts } from './personal-texts.ts';

type Row = Readonly<Record<string, unknown>>;

interface CasesContext {
  readonly saidByCustomer: (caseId: string) => boolean;
  /** Absent: mail addresses only. */
  readonly personal?: PersonalTexts;
}

/** Checks every write to the Cases table as its stream shows it. */
export function watchCases(
  feed: Pick<ChangeFeed, 'watch'>,
  findings: Findings,
  { saidByCustomer, personal = new PersonalTexts() }: CasesContext,
): void {
  const asking = new Map<string, string>();
  const look: Readonly<Record<string, (orderId: string, change: TableChange) => void>> = {
    case: (orderId, { after, before, expired }) => {
      if (!after) return findings.check('moves', orderId, wrongEnd(before, expired));
      findings.check('moves', orderId, wrongMove(after, before));
      findings.check('questions', orderId, secondQuestion(orderId, after));
    },
    decision: (orderId, { after, before, expired }) => {
      if (!expired) findings.check('decisions', orderId, decisionChanged(after, before) ?? notSent(after));
    },
  };

  feed.watch('Cases', (change) => {
    const { keys, entity, written } = change;
    const orderId = String(keys.pk).replace(/^ORDER#/, '');
    const text = written && personal.in(written);
    findings.check('privacy', orderId, text && `${String(keys.sk)} holds ${text}`);
    if (entity !== undefined) look[entity]?.(orderId, change);
  });

  function secondQuestion(orderId: string, { caseId, state }: Row): string | undefined {
    const id = String(caseId);
    if (state !== 'asking') {
      if (asking.get(orderId) === id) asking.delete(orderId);
      return undefined;
    }
    const other = asking.get(orderId);
    asking.set(orderId, id);
    return other && other !== id ? `${id} asks while ${other} is open` : undefined;
  }

  function notSent(after: Row | undefined): string | undefined {
    const alone = after?.by === 'customer' && !saidByCustomer(String(after.caseId));
    return alone ? `${String(after.caseId)} was decided by "customer", but no customer said so` : undefined;
  }
}

/** A case goes when it has been closed for as long as rows are kept, and not before. */
function wrongEnd(before: Row | undefined, expired: boolean): string | undefined {
  if (!expired) return `case ${String(before?.caseId)} was deleted`;
  return isOpenState(before?.state) ? `case ${String(before?.caseId)} expired while it was open` : undefined;
}

function wrongMove(after: Row, before: Row | undefined): string | undefined {
  const to = after.state as CaseState;
  if (!before) return to === 'detected' ? undefined : `${String(after.caseId)} was opened as ${to}`;
  const from = before.state as CaseState;
  const moved = after.auditSequence !== before.auditSequence;
  if (!moved) return from === to ? undefined : `${String(after.caseId)}: ${from} → ${to} without an audit entry`;
  const allowed = (caseMoves[from] as readonly CaseState[]).includes(to);
  return allowed ? undefined : `${String(after.caseId)}: ${from} → ${to} is not in the table`;
}

/** The audit of a decision: nothing about a final one changes, and it is never taken away. */
function decisionChanged(after: Row | undefined, before: Row | undefined): string | undefined {
  if (before?.phase !== 'final') return undefined;
  return after && isDeepStrictEqual(decided(after), decided(before))
    ? undefined
    : `the final decision of ${String(before.caseId)} changed`;
}

/** The decision without what its item carries for its delivery: when to look again, when to go. */
const decided = (item: Row): Row => Object.fromEntries(Object.keys(decision.shape).map((name) => [name, item[name]]));

export const isOpenState = (state: unknown): boolean => !isClosed(state as CaseState);
