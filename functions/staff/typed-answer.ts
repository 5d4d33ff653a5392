import type { Answer, LineOffer, Offer } from '#shared/domain/case.ts';
import { wrongUse } from './refusal.ts';

/** What was typed for an answer. */
export interface Typed {
  /** `<unit>=<choice>`, one per unit. */
  readonly choose: readonly string[];
  readonly cancelOrder: boolean;
}

/**
 * The answer that was typed, with what is chosen beforehand filled in.
 * @throws CommandRefused naming every unit and choice that is wrong or missing, and what is offered
 */
export function answerTyped({ choose, cancelOrder }: Typed, offer: Offer): Answer {
  if (cancelOrder) {
    if (choose.length > 0) throw wrongUse('--cancel-order stands alone: leave --choose out');
    if (!offer.cancelOrder) throw wrongUse('the order cannot be cancelled any more: a part of it has been shipped');
    return { cancelOrder: true };
  }
  const typed = choicesTyped(choose, offer);
  const missing = offer.lines.filter(({ unitId, preset }) => !typed.has(unitId) && !preset);
  if (missing.length > 0) {
    throw wrongUse(`a choice is missing for ${missing.map(({ unitId }) => unitId).join(', ')}\n${offered(offer)}`);
  }
  return {
    choices: Object.fromEntries(offer.lines.map(({ unitId, preset }) => [unitId, typed.get(unitId) ?? preset!])),
  };
}

function choicesTyped(choose: readonly string[], offer: Offer): Map<string, string> {
  const typed = new Map<string, string>();
  for (const each of choose) {
    // A unit's name may hold a "=" as well, so the one is meant that has such a choice.
    const named = offer.lines.filter(({ unitId }) => each.startsWith(`${unitId}=`));
    const unit = named.find((line) => choiceOf(line, each)) ?? named[0];
    if (!unit) throw wrongUse(`--choose ${each}: no such unit; it is <unit>=<choice>\n${offered(offer)}`);
    const choice = choiceOf(unit, each);
    if (!choice) {
      const wrong = each.slice(unit.unitId.length + 1);
      throw wrongUse(`--choose ${each}: "${wrong}" is not offered for ${unit.unitId}\n${offered(offer)}`);
    }
    if (typed.has(unit.unitId)) throw wrongUse(`--choose ${each}: ${unit.unitId} has been chosen already`);
    typed.set(unit.unitId, choice);
  }
  return typed;
}

const choiceOf = ({ unitId, options }: LineOffer, typed: string): string | undefined =>
  options.find(({ choice }) => typed === `${unitId}=${choice}`)?.choice;

/** What is offered, as it is typed. */
const offered = ({ lines, cancelOrder }: Offer): string =>
  ['Offered:', ...lines.flatMap(offeredFor), ...(cancelOrder ? ['  --cancel-order'] : [])].join('\n');

const offeredFor = ({ unitId, options }: LineOffer) => options.map(({ choice }) => `  --choose ${unitId}=${choice}`);
