import type { CaseState, DecidedBy } from '#shared/domain/case.ts';
import type { Satisfaction } from '#shared/domain/satisfaction.ts';
import type { ProblemCode } from './problem.ts';

/** What the reply page says, apart from what the type of exception says. */
export interface PageWords {
  /** Asked of the question page. */
  readonly submit: string;
  readonly submitHint: string;
  readonly presetTitle: string;
  readonly cancelTitle: string;
  readonly cancelOrder: (refund: string) => string;
  /** Nothing was paid, so that nothing comes back. */
  readonly cancelUnpaid: string;
  readonly cancelHint: string;
  readonly comment: string;
  readonly commentHint: (limit: number) => string;
  readonly takenBack: string;
  /** Of a field that has to be filled in, and of one that holds too much. */
  readonly missing: string;
  readonly tooLongField: (allowed: number) => string;

  /** Asked of the second page. */
  readonly confirmTitle: string;
  readonly confirmIntro: string;
  readonly yourComment: string;
  readonly refundTotal: (refund: string) => string;
  readonly refundRoute: string;
  readonly confirmLabel: string;
  readonly confirmHint: (masked: string) => string;
  readonly confirm: string;
  readonly back: string;

  /** Where an answer leads on. */
  readonly setAside: string;
  readonly onwardHint: string;
  readonly otherWay: string;

  /** After an answer. */
  readonly decidedTitle: Readonly<Record<DecidedBy, string>>;
  readonly decidedAt: (moment: string) => string;
  readonly carryingOut: string;
  readonly withStaff: string;
  readonly takeBackUntil: (moment: string) => string;
  readonly takeBack: string;
  /** Of what was corrected unasked and can be had back. */
  readonly undoUntil: (moment: string) => string;
  readonly undo: string;
  readonly undone: string;
  readonly closedTitle: string;
  readonly closedAt: (moment: string) => string;
  readonly outcome: Readonly<Partial<Record<CaseState, string>>>;
  /** Asked of the page of a case that ended well. */
  readonly contentTitle: string;
  readonly content: Readonly<Record<Satisfaction, string>>;
  readonly contentMissing: string;
  readonly contentSend: string;
  readonly thanks: string;
  readonly contentGiven: (answer: string) => string;
  readonly solvingTitle: string;
  readonly solving: string;
  readonly pursued: string;

  /** The button by which the newest question of the order is mailed once more. */
  readonly again: string;
  readonly againIntro: string;
  readonly againTitle: string;
  readonly againSent: (maskedAddress: string, moment: string) => string;
  readonly againNext: (moment: string) => string;
  readonly neverAsk: string;
  readonly order: (masked: string) => string;
  readonly errorPrefix: string;
  readonly errorTitle: string;
  readonly errorOf: (item: string, error: string) => string;
  readonly sorry: string;
  readonly toQuestion: string;
  readonly code: (code: ProblemCode) => string;
  readonly tooLong: (count: number, allowed: number) => string;
  readonly triesLeft: (tries: number) => string;
  readonly lockedNow: string;
  readonly problem: Readonly<Record<ProblemCode, string>>;
}
