/** Every rule of this type by its id, which is kept on orders and cases: what a customer can be asked about. */
export const customerRules = [
  'recipient-missing',
  'address-missing',
  'address-line-missing',
  'house-number-missing',
  'second-line-in-first',
  'city-missing',
  'city-misspelt',
  'district-missing',
  'district-misspelt',
  'district-mismatch',
  'region-missing',
  'region-unknown',
  'region-wrong',
  'postal-code-missing',
  'postal-code-form',
  'postal-code-mismatch',
  'service-questions',
  'phone-missing',
  'phone-form',
  'phone-invalid',
  'mail-missing',
  'mail-form',
  'mail-domain',
  'store-form',
  'store-closed',
  'duplicate-order',
] as const;
export type CustomerRule = (typeof customerRules)[number];

/** What only staff hear of. */
export const staffRules = ['sku-unknown', 'price-off'] as const;
export type StaffRule = (typeof staffRules)[number];
