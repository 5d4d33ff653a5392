import type { Answer, LineOffer, LineOption, Offer } from '#shared/domain/case.ts';

/** What a unit of the question can be answered with. */
export const choices = { wait: 'wait', reship: 'reship', refund: 'refund' } as const;
export type Choice = keyof typeof choices;

/** The code of what is cancelled before anything was paid for it: no money goes back. */
export const nothingPaid = 'nothing-paid';

/** The unit of the question that an answer is for, with what was chosen; there is one unit, the parcel. */
export function chosenOf(offer: Offer, answer: Answer): { unit: LineOffer; option: LineOption } | undefined {
  const [unit] = offer.lines;
  if (!unit || 'cancelOrder' in answer) return undefined;
  const option = unit.options.find(({ choice }) => choice === answer.choices[unit.unitId]);
  return option && { unit, option };
}

export const onSilence = (offer: Offer): Answer | undefined => {
  const [unit] = offer.lines;
  return unit?.onSilence ? { choices: { [unit.unitId]: unit.onSilence } } : undefined;
};

export const movesMoney = (offer: Offer, answer: Answer): boolean =>
  (chosenOf(offer, answer)?.option.refund?.centAmount ?? 0) > 0;
