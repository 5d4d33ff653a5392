import { minorUnitsOf } from './amount.ts';
import { countryCodeOf, localeOf, timeZoneOf } from './countries.ts';
import { instantOf } from './instant.ts';
import type { CsvLayout } from './layout.ts';
import type { LineDraft } from './order-draft.ts';
import { positiveWhole } from './whole-number.ts';

interface Head {
  readonly createdAt: string;
  readonly customerId: string;
  readonly market: string;
}

/** Codes of the data that no shelf holds: postage, carriage, corrections by hand, fees. */
const withoutShelf = new Set(['POST', 'DOT', 'C2', 'M', 'm', 'D', 'S', 'B', 'CRUK', 'BANK CHARGES', 'AMAZONFEE']);

/** UCI Online Retail (10.24432/C5BW33): a row per line, invoices of a British wholesaler in sterling. */
export const onlineRetailLayout: CsvLayout<Head, LineDraft> = {
  name: 'UCI Online Retail',
  columns: ['InvoiceNo', 'StockCode', 'Quantity', 'InvoiceDate', 'UnitPrice', 'Country'],
  assumptions: [
    'prices are pounds sterling whatever the country, as the data says; taxes are not known and taken as 0',
    'times are read as UTC; every order was paid in full when it was placed',
    'the data has no mail addresses: each customer got one at customers.example, invoices without a customer one each',
    'a cancellation (C…) is about the latest earlier invoice of the same customer that has as many units of the SKU left',
    'a country that is not known by name is taken as that of the shop (GB)',
  ],
  orderColumn: 'InvoiceNo',
  cancelledBy(row, number) {
    if (!/^C\d/.test(number)) return undefined;
    return {
      number,
      customerId: row.text('CustomerID').replace(/\.0$/, ''),
      sku: row.required('StockCode'),
      quantity: row.read('Quantity', 'a whole number below 0', (text) => positiveWhole(text.replace(/^-/, ''))),
      at: row.read('InvoiceDate', 'a date such as 2011-01-04 10:00:00', instantOf),
    };
  },
  setAside(row) {
    if (/^-\d+$/.test(row.text('Quantity'))) {
      return {
        reason:
          'stock write-offs (negative quantity, no C): not replayed, because the data has no stock to take them from',
        wholeOrder: false,
      };
    }
    return undefined;
  },
  headOf: (row, number) => ({
    createdAt: row.read('InvoiceDate', 'a date such as 2011-01-04 10:00:00', instantOf),
    customerId: row.text('CustomerID').replace(/\.0$/, '') || `guest-${number}`,
    market: countryCodeOf(row.text('Country')) ?? 'GB',
  }),
  lineOf(row) {
    const sku = row.required('StockCode');
    const { minor } = row.read('UnitPrice', 'a price of 0 or more such as 2.55', (text) => {
      const price = minorUnitsOf(text, 'GBP');
      return price && price.minor >= 0 ? price : undefined;
    });
    return {
      sku,
      title: row.text('Description') || sku,
      quantity: row.read('Quantity', 'a whole number above 0', positiveWhole),
      unitPriceMinor: minor,
      tax: { rate: 0, included: true },
      discountShareMinor: 0,
      supply: withoutShelf.has(sku) || sku.startsWith('gift_') ? 'digital' : 'stock',
    };
  },
  draftOf: (number, { createdAt, customerId, market }, lines) => ({
    number,
    createdAt,
    currencyCode: 'GBP',
    market,
    channel: 'web',
    customer: {
      customerId,
      kind: 'consumer',
      email: `customer-${customerId}@customers.example`,
      locale: localeOf(market),
      timeZone: timeZoneOf(market),
    },
    lines,
    shippingCostMinor: 0,
    payment: 'captured',
  }),
};
