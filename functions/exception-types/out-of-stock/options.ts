import type { Answer, LineOffer, LineOption, Offer } from '#shared/domain/case.ts';
import type { Money } from '#shared/domain/money.ts';

/** The ways out of a shortage; amounts are what the customer gets back. */
export type ShortageOption =
  | {
      readonly kind: 'substitute';
      readonly choice: string;
      readonly sku: string;
      readonly title: string;
      readonly unitPriceMinor: number;
      readonly refund: Money;
    }
  | { readonly kind: 'wait'; readonly choice: 'wait'; readonly until: string }
  | {
      readonly kind: 'ship-rest-later';
      readonly choice: 'ship-rest-later';
      readonly now: number;
      readonly until: string;
    }
  | {
      readonly kind: 'ship-refund-rest';
      readonly choice: 'ship-refund-rest';
      readonly now: number;
      readonly refund: Money;
    }
  | { readonly kind: 'refund-line'; readonly choice: 'refund-line'; readonly refund: Money };

/** An option of an offer that this type has made itself. */
export const asShortageOption = (option: LineOption) => option as ShortageOption;

/** The options that an answer takes, each with its unit. */
export const chosen = (offer: Offer, answer: Answer): (readonly [LineOffer, ShortageOption])[] =>
  'cancelOrder' in answer
    ? []
    : offer.lines.flatMap((unit) => {
        const option = unit.options.find(({ choice }) => choice === answer.choices[unit.unitId]);
        return option ? [[unit, asShortageOption(option)] as const] : [];
      });
