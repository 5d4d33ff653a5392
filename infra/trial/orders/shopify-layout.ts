import { createHash } from 'node:crypto';
import { allocate, type CurrencyCode, currencies } from '#shared/domain/money.ts';
import { minorUnitsOf } from './amount.ts';
import { countryCodeOf, localeOf, timeZoneOf } from './countries.ts';
import { instantOf } from './instant.ts';
import type { CsvLayout, CsvRow } from './layout.ts';
import type { LineDraft } from './order-draft.ts';
import { RowRefused } from './rejected-row.ts';
import { positiveWhole } from './whole-number.ts';

interface Head {
  readonly createdAt: string;
  readonly currencyCode: CurrencyCode;
  readonly market: string;
  readonly email: string;
  readonly financialStatus: string;
  readonly paymentMethod: string;
  readonly subtotalMinor: number | undefined;
  readonly shippingMinor: number;
  readonly taxesMinor: number;
  readonly totalMinor: number | undefined;
}

type Line = Omit<LineDraft, 'tax'>;

/** Statuses after which the money is, or has been, with the shop; a refund of later days was not known at the time. */
const captured = new Set(['paid', 'partially_paid', 'refunded', 'partially_refunded']);

function amount(row: CsvRow, column: string, currency: CurrencyCode): number | undefined {
  if (row.text(column) === '') return undefined;
  return row.read(column, `an amount of 0 or more in ${currency}`, (text) => {
    const read = minorUnitsOf(text, currency);
    return read && read.minor >= 0 ? read.minor : undefined;
  });
}

function currencyOf(row: CsvRow): CurrencyCode {
  const code = row.required('Currency');
  if (!Object.hasOwn(currencies, code)) {
    throw new RowRefused(`Currency is not one of ${Object.keys(currencies).join(', ')}`, code);
  }
  return code as CurrencyCode;
}

/** Shopify’s order export: further lines of an order repeat its name and leave the other order columns empty. */
export const shopifyLayout: CsvLayout<Head, Line> = {
  name: 'Shopify order export',
  columns: [
    'Name',
    'Created at',
    'Currency',
    'Lineitem quantity',
    'Lineitem name',
    'Lineitem price',
    'Financial Status',
  ],
  assumptions: [
    'tax is shared out at one rate per order, worked out from its totals',
    'discounts that the export gives for the order only are shared out by price',
    'fulfilment and refunds of the export are not used: the trial makes its own',
  ],
  orderColumn: 'Name',
  setAside(row) {
    const cancelled = row.text('Cancelled at') !== '' || row.text('Financial Status').toLowerCase() === 'voided';
    if (!cancelled) return undefined;
    return {
      reason: 'orders that the shop cancelled or voided: not replayed, because no installed type handles them',
      wholeOrder: true,
    };
  },
  headOf(row) {
    const currencyCode = currencyOf(row);
    const market = countryCodeOf(row.text('Shipping Country')) ?? countryCodeOf(row.text('Billing Country')) ?? 'US';
    return {
      createdAt: row.read('Created at', 'a date such as 2026-01-05 10:12:33 +0800', instantOf),
      currencyCode,
      market,
      email: row.text('Email'),
      financialStatus: row.text('Financial Status').toLowerCase(),
      paymentMethod: row.text('Payment Method'),
      subtotalMinor: amount(row, 'Subtotal', currencyCode),
      shippingMinor: amount(row, 'Shipping', currencyCode) ?? 0,
      taxesMinor: amount(row, 'Taxes', currencyCode) ?? 0,
      totalMinor: amount(row, 'Total', currencyCode),
    };
  },
  lineOf(row, { currencyCode }) {
    const title = row.required('Lineitem name');
    return {
      sku: row.text('Lineitem sku') || title.slice(0, 100),
      title,
      quantity: row.read('Lineitem quantity', 'a whole number above 0', positiveWhole),
      unitPriceMinor: row.read('Lineitem price', `a price of 0 or more in ${currencyCode}`, (text) => {
        const price = minorUnitsOf(text, currencyCode);
        return price && price.minor >= 0 ? price.minor : undefined;
      }),
      discountShareMinor: amount(row, 'Lineitem discount', currencyCode) ?? 0,
      supply: row.text('Lineitem requires shipping').toLowerCase() === 'false' ? 'digital' : 'stock',
    };
  },
  draftOf(number, head, lines) {
    const { createdAt, currencyCode, market, email, financialStatus } = head;
    return {
      number,
      createdAt,
      currencyCode,
      market,
      channel: 'web',
      customer: {
        customerId: email ? customerIdOf(email) : `guest-${number}`,
        kind: 'consumer',
        email: email || undefined,
        locale: localeOf(market),
        timeZone: timeZoneOf(market),
      },
      lines: taxed(head, discounted(head, lines)),
      shippingCostMinor: head.shippingMinor,
      payment: captured.has(financialStatus) ? 'captured' : financialStatus === 'authorized' ? 'authorized' : 'none',
      paymentMethod: head.paymentMethod || undefined,
      totalMinor: head.totalMinor,
    };
  },
};

/** The export has no customer id; a mail address must not become one, because ids go where addresses may not. */
const customerIdOf = (email: string) =>
  `customer-${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 12)}`;

/** The subtotal says what the goods cost after all discounts; what the lines do not show of it is shared out by price. */
function discounted({ subtotalMinor }: Head, lines: readonly Line[]): Line[] {
  const priced = lines.map((line) => Math.max(0, line.unitPriceMinor * line.quantity - line.discountShareMinor));
  const hidden = priced.reduce((sum, price) => sum + price, 0) - (subtotalMinor ?? Number.POSITIVE_INFINITY);
  if (!(hidden > 0)) return [...lines];
  const shares = allocate(hidden, priced);
  return lines.map((line, i) => ({ ...line, discountShareMinor: line.discountShareMinor + shares[i]! }));
}

function taxed({ subtotalMinor, shippingMinor, taxesMinor, totalMinor }: Head, lines: readonly Line[]): LineDraft[] {
  const beforeTax = (subtotalMinor ?? 0) + shippingMinor;
  const included = totalMinor === undefined || totalMinor < beforeTax + taxesMinor;
  const base = included ? beforeTax - taxesMinor : beforeTax;
  const rate = base > 0 ? Math.min(1, Math.round((taxesMinor / base) * 10_000) / 10_000) : 0;
  return lines.map((line) => ({ ...line, tax: { rate, included } }));
}
