import { type CurrencyCode, currencies } from '#shared/domain/money.ts';
import { ifUnavailable } from '#shared/domain/order.ts';
import { minorUnitsOf } from './amount.ts';
import { countryCodeOf, localeOf, timeZoneOf } from './countries.ts';
import { instantOf } from './instant.ts';
import type { CsvLayout, CsvRow } from './layout.ts';
import type { LineDraft, OrderDraft } from './order-draft.ts';
import { positiveWhole } from './whole-number.ts';

type Head = Omit<OrderDraft, 'number' | 'lines'>;

const supplies = ['stock', 'preorder', 'made-to-order', 'dropship', 'digital'] as const;

const oneOf =
  <T extends string>(allowed: readonly T[]) =>
  (text: string): T | undefined =>
    allowed.find((each) => each === text);

const yesOrNo = (text: string): boolean | undefined =>
  ({ true: true, yes: true, '1': true, false: false, no: false, '0': false })[text.toLowerCase()];

const share = (text: string): number | undefined => (/^(0(\.\d+)?|1(\.0+)?)$/.test(text) ? Number(text) : undefined);

/** What `read` makes of a column that may be empty, or `otherwise`. */
function optional<T>(
  row: CsvRow,
  column: string,
  otherwise: T,
  [allowed, read]: [string, (text: string) => T | undefined],
) {
  return row.text(column) === '' ? otherwise : row.read(column, allowed, read);
}

/** An amount of 0 or more in the order's currency. */
const amountIn = (currency: CurrencyCode): [string, (text: string) => number | undefined] => [
  `an amount of 0 or more in ${currency} such as 12.5, with no more decimals than ${currency} has`,
  (text) => {
    const amount = minorUnitsOf(text, currency);
    return amount && amount.minor >= 0 && !amount.rounded ? amount.minor : undefined;
  },
];

/** The layout of docs/trial.md as CSV: a row per line; columns about the order are read in its first row. */
export const ordersLayout: CsvLayout<Head, LineDraft> = {
  name: 'orders (docs/trial.md)',
  columns: ['orderId', 'createdAt', 'currency', 'sku', 'quantity', 'unitPrice'],
  assumptions: ['times without a zone are read as UTC'],
  orderColumn: 'orderId',
  setAside: () => undefined,
  headOf(row, number) {
    const currencyCode = row.read(
      'currency',
      `one of ${Object.keys(currencies).join(', ')}`,
      oneOf(Object.keys(currencies) as CurrencyCode[]),
    );
    const market = optional(row, 'country', 'US', ['a country code of two capitals', countryCodeOf]);
    const customerId = row.text('customerId') || `guest-${number}`;
    return {
      createdAt: row.read('createdAt', 'a date such as 2026-01-05T10:12:33Z', instantOf),
      currencyCode,
      market,
      channel: row.text('channel') || 'web',
      customer: {
        customerId,
        kind: optional(row, 'customerKind', 'consumer', [
          'consumer or business',
          oneOf(['consumer', 'business'] as const),
        ]),
        email: row.text('email') || undefined,
        locale: row.text('locale') || localeOf(market),
        timeZone: row.text('timeZone') || timeZoneOf(market),
      },
      shippingCostMinor: optional(row, 'shippingCost', 0, amountIn(currencyCode)),
      payment: optional(row, 'payment', 'captured', [
        'captured, authorized or none',
        oneOf(['captured', 'authorized', 'none'] as const),
      ]),
      paymentMethod: row.text('paymentMethod') || undefined,
      promisedDeliveryAt: optional<string | undefined>(row, 'promisedDeliveryAt', undefined, [
        'a date such as 2026-01-09',
        instantOf,
      ]),
    };
  },
  lineOf(row, { currencyCode }) {
    const sku = row.required('sku');
    const wish = optional<LineDraft['ifUnavailable']>(row, 'ifUnavailable', undefined, [
      `one of ${ifUnavailable.options.join(', ')}`,
      oneOf(ifUnavailable.options),
    ]);
    const gift = optional(row, 'gift', false, ['true or false', yesOrNo]);
    return {
      sku,
      title: row.text('title') || sku,
      quantity: row.read('quantity', 'a whole number above 0', positiveWhole),
      unitPriceMinor: row.read('unitPrice', ...amountIn(currencyCode)),
      tax: {
        rate: optional(row, 'taxRate', 0, ['a share from 0 to 1 such as 0.05', share]),
        included: optional(row, 'taxIncluded', true, ['true or false', yesOrNo]),
      },
      discountShareMinor: optional(row, 'discount', 0, amountIn(currencyCode)),
      supply: optional(row, 'supply', 'stock', [`one of ${supplies.join(', ')}`, oneOf(supplies)]),
      ...(row.text('bundleId') && { bundleId: row.text('bundleId') }),
      ...(gift && { gift }),
      ...(wish && { ifUnavailable: wish }),
    };
  },
  draftOf: (number, head, lines) => ({ ...head, number, lines }),
};
