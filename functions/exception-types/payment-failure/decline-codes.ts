/** Who can do something about a refused payment. */
export const declineClasses = ['buyer-can-fix', 'try-later', 'never-retry', 'provider-fault'] as const;
export type DeclineClass = (typeof declineClasses)[number];

/** What a customer may be told to do about it; `other` says nothing of the reason. */
export const declineHints = ['details', 'expired', 'bank', 'amount', 'other', 'again'] as const;
export type DeclineHint = (typeof declineHints)[number];

/** A refusal as we read it: its class, and what is said of it. */
export interface Decline {
  readonly declineClass: DeclineClass;
  readonly hint: DeclineHint;
}

const fix = (hint: DeclineHint): Decline => ({ declineClass: 'buyer-can-fix', hint });
const later: Decline = { declineClass: 'try-later', hint: 'again' };
const laterOrLess: Decline = { declineClass: 'try-later', hint: 'amount' };
const never: Decline = { declineClass: 'never-retry', hint: 'other' };
const provider: Decline = { declineClass: 'provider-fault', hint: 'again' };

/** Stripe's decline codes (docs.stripe.com/declines/codes, all 43 as of 2026), classed by what each says to do next. */
export const stripeDeclines = {
  approve_with_id: later,
  call_issuer: fix('bank'),
  card_not_supported: fix('other'),
  card_velocity_exceeded: laterOrLess,
  currency_not_supported: fix('other'),
  do_not_honor: fix('bank'),
  do_not_try_again: never,
  duplicate_transaction: fix('other'),
  expired_card: fix('expired'),
  fraudulent: never,
  generic_decline: fix('bank'),
  incorrect_number: fix('details'),
  incorrect_cvc: fix('details'),
  incorrect_pin: fix('details'),
  incorrect_zip: fix('details'),
  insufficient_funds: laterOrLess,
  invalid_account: fix('bank'),
  invalid_amount: fix('bank'),
  invalid_cvc: fix('details'),
  invalid_expiry_year: fix('details'),
  invalid_number: fix('details'),
  invalid_pin: fix('details'),
  issuer_not_available: provider,
  lost_card: never,
  merchant_blacklist: never,
  new_account_information_available: fix('details'),
  no_action_taken: fix('bank'),
  not_permitted: fix('bank'),
  pickup_card: never,
  pin_try_exceeded: fix('other'),
  processing_error: provider,
  reenter_transaction: later,
  restricted_card: never,
  revocation_of_all_authorizations: never,
  revocation_of_authorization: never,
  security_violation: never,
  service_not_allowed: fix('bank'),
  stolen_card: never,
  stop_payment_order: never,
  testmode_decline: fix('other'),
  transaction_not_allowed: fix('bank'),
  try_again_later: later,
  withdrawal_count_limit_exceeded: laterOrLess,
} as const satisfies Record<string, Decline>;

/** Response codes of the card networks (ISO 8583, field 39, with Visa's letters); 00 and its like are no refusals. */
export const networkDeclines = {
  '01': fix('bank'),
  '02': fix('bank'),
  '03': provider,
  '04': never,
  '05': fix('bank'),
  '06': provider,
  '07': never,
  '12': fix('other'),
  '13': fix('bank'),
  '14': fix('details'),
  '15': fix('details'),
  '19': later,
  '30': provider,
  '39': fix('other'),
  '41': never,
  '43': never,
  '46': never,
  '51': laterOrLess,
  '52': fix('other'),
  '53': fix('other'),
  '54': fix('expired'),
  '55': fix('details'),
  '57': fix('other'),
  '58': provider,
  '59': never,
  '61': laterOrLess,
  '62': never,
  '63': never,
  '65': laterOrLess,
  '70': fix('details'),
  '75': fix('other'),
  '78': fix('bank'),
  '82': fix('details'),
  '85': fix('bank'),
  '86': later,
  '91': provider,
  '92': provider,
  '93': never,
  '96': provider,
  '1A': fix('bank'),
  '6P': fix('details'),
  N3: laterOrLess,
  N4: laterOrLess,
  N7: fix('details'),
  R0: never,
  R1: never,
  R3: never,
} as const satisfies Record<string, Decline>;

/** What a scheme or Stripe advises beside the code; it says more than the code does and goes before it. */
export const advices = {
  /** Mastercard merchant advice codes (Mastercard Transaction Processing Rules; DE 48, subelement 84). */
  '01': fix('details'),
  '02': later,
  '03': never,
  '21': never,
  '24': later,
  '25': later,
  '26': later,
  '27': later,
  '28': later,
  '29': later,
  '30': later,
  /** Stripe's advice_code. */
  confirm_card_data: fix('details'),
  try_again_later: later,
  do_not_try_again: never,
} as const satisfies Record<string, Decline>;

/**
 * Visa's categories of response codes (Visa Core Rules, 5.8): 1 = the issuer will never approve, 2 = it cannot at this
 * time, 3 = the data was wrong; every other code is of category 4. Only the network's own codes have one.
 */
export const visaCategories: Readonly<Record<1 | 2 | 3, readonly string[]>> = {
  1: ['04', '07', '12', '14', '15', '41', '43', '46', '57', 'R0', 'R1', 'R3'],
  2: ['03', '19', '51', '52', '53', '59', '61', '62', '65', '75', '78', '86', '91', '93', '96', 'N3', 'N4'],
  3: ['1A', '54', '55', '6P', '70', '82', 'N7'],
};
