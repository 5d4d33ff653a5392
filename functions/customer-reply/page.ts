import type { Answer, Offer } from '#shared/domain/case.ts';
import type { Problem } from './problem.ts';
import type { SentAgain } from './question-again.ts';
import type { Entered } from './reply-form.ts';
import type { Decided, Linked, OpenQuestion } from './standing.ts';

/** What is shown, before it becomes HTML or JSON. */
export type Page =
  | {
      readonly kind: 'question';
      readonly question: OpenQuestion;
      readonly entered: Entered;
      readonly notice?: 'taken-back';
    }
  /** The second page: the choices once more with their amounts, and the last characters of the order number asked for. */
  | {
      readonly kind: 'confirmation';
      readonly question: OpenQuestion;
      readonly answer: Answer;
      readonly comment: string | undefined;
      readonly values: ReadonlyMap<string, string>;
    }
  | {
      readonly kind: 'decided';
      readonly decided: Decided;
      readonly takeBackUntil?: string;
      /** What was corrected unasked can be had back as it was until then. */
      readonly undoUntil?: string;
      readonly notice?: 'undone' | 'thanks';
    }
  /** Where the customer goes on, to do there what answers the question. */
  | { readonly kind: 'onward'; readonly question: OpenQuestion; readonly answer: Answer; readonly url: string }
  /** Nothing is asked: it has solved itself, or is being looked after. */
  | { readonly kind: 'solving' | 'pursued'; readonly linked: Linked }
  /** The newest question of the order goes out once more. */
  | { readonly kind: 'sent-again'; readonly sent: SentAgain }
  | { readonly kind: 'message' };

/** A page, what is wrong if something is, and whether this answer was given before. */
export interface Reply {
  readonly page: Page;
  readonly problem?: Problem;
  readonly replayed?: boolean;
  /** A question of the order waits, and can be mailed once more. */
  readonly again?: boolean;
}

/** The choices of an answer with the options they name; the whole order cancelled has none. */
export function chosenOptions(offer: Offer, answer: Answer) {
  if ('cancelOrder' in answer) return [];
  return offer.lines.flatMap((unit) => {
    const option = unit.options.find(({ choice }) => choice === answer.choices[unit.unitId]);
    return option ? [{ unit, option }] : [];
  });
}

/** What comes back to the customer by an answer; nothing = no money moves. */
export function refundOf(offer: Offer, answer: Answer) {
  if ('cancelOrder' in answer) return offer.cancelOrder?.refund;
  const refunds = chosenOptions(offer, answer).flatMap(({ option }) => option.refund ?? []);
  const [first] = refunds.filter(({ centAmount }) => centAmount > 0);
  return first && { ...first, centAmount: refunds.reduce((sum, { centAmount }) => sum + centAmount, 0) };
}
