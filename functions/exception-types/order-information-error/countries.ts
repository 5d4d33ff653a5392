/** How addresses of a country are written; formats of postal codes are those of the Universal Postal Union's country sheets. */
export interface Country {
  /** What a postal code looks like, in capitals; absent = the country has none. */
  readonly postalCode?: RegExp;
  readonly codeRequired: boolean;
  /** Digits of an all-digit code: a leading zero may have been lost by a spreadsheet. */
  readonly digits?: number;
  /** Where groups stand apart: the code's letters and digits as they are usually set. */
  readonly grouped?: (code: string) => string;
  readonly cityRequired: boolean;
  /** Carriers call before they come. */
  readonly phoneRequired: boolean;
  /** Houses have numbers wherever post is delivered, so that a line without one lacks it. */
  readonly houseNumber: boolean;
}

const of = (digits: number, more: Partial<Country> = {}): Country => ({
  postalCode: new RegExp(`^\\d{${digits}}$`),
  codeRequired: true,
  digits,
  cityRequired: true,
  phoneRequired: false,
  houseNumber: true,
  ...more,
});
const cut = (at: number, by: string) => (code: string) => `${code.slice(0, at)}${by}${code.slice(at)}`;

/** Taiwan, the Chinese mainland, Hong Kong, the United States, the European Union (Greece is GR), and the United Kingdom. */
export const countries: Readonly<Record<string, Country>> = {
  TW: of(3, { postalCode: /^\d{3}(-?\d{2,3})?$/, codeRequired: false, cityRequired: false, phoneRequired: true }),
  CN: of(6, { codeRequired: false, cityRequired: false, phoneRequired: true, houseNumber: false }),
  HK: { codeRequired: false, cityRequired: false, phoneRequired: true, houseNumber: false },
  US: of(5, { postalCode: /^\d{5}(-\d{4})?$/ }),
  AT: of(4),
  BE: of(4),
  BG: of(4),
  HR: of(5),
  CY: of(4),
  CZ: of(5, { postalCode: /^\d{3} ?\d{2}$/, grouped: cut(3, ' ') }),
  DK: of(4),
  EE: of(5),
  FI: of(5),
  FR: of(5),
  DE: of(5),
  GR: of(5, { postalCode: /^\d{3} ?\d{2}$/, grouped: cut(3, ' ') }),
  HU: of(4),
  IE: of(7, {
    postalCode: /^[A-Z]\d[0-9W] ?[A-Z0-9]{4}$/,
    codeRequired: false,
    houseNumber: false,
    grouped: cut(3, ' '),
  }),
  IT: of(5),
  LV: of(4, { postalCode: /^(LV-)?\d{4}$/ }),
  LT: of(5, { postalCode: /^(LT-)?\d{5}$/ }),
  LU: of(4, { postalCode: /^(L-)?\d{4}$/ }),
  MT: of(7, { postalCode: /^[A-Z]{3} ?\d{4}$/, houseNumber: false, grouped: cut(3, ' ') }),
  NL: of(6, { postalCode: /^[1-9]\d{3} ?[A-Z]{2}$/, grouped: cut(4, ' ') }),
  PL: of(5, { postalCode: /^\d{2}-\d{3}$/, grouped: cut(2, '-') }),
  PT: of(7, { postalCode: /^\d{4}(-\d{3})?$/, grouped: cut(4, '-') }),
  RO: of(6),
  SK: of(5, { postalCode: /^\d{3} ?\d{2}$/, grouped: cut(3, ' ') }),
  SI: of(4),
  ES: of(5),
  SE: of(5, { postalCode: /^\d{3} ?\d{2}$/, grouped: cut(3, ' ') }),
  GB: of(7, {
    postalCode: /^(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/,
    houseNumber: false,
    grouped: (code) => `${code.slice(0, -3)} ${code.slice(-3)}`,
  }),
};
