import { minorUnitsOf } from './amount.ts';
import { instantOf } from './instant.ts';
import type { CsvLayout, CsvRow } from './layout.ts';
import type { LineDraft, Timeline } from './order-draft.ts';

interface Head extends Timeline {
  readonly createdAt: string;
  readonly customerId: string;
  readonly paymentMethod: string;
  readonly shippingCostMinor: number;
}

const country = 'BR';
/** The public sample holds 28 % of the delivered orders, and every other one. */
const deliveredWeight = 3.56;

/** What the data calls a way to pay, in our words. */
const methods: Readonly<Record<string, string>> = { credit_card: 'card', debit_card: 'card', boleto: 'bank-transfer' };

/** Olist (Brazil): an order per row with the moments of its life; the row says nothing before its moment has come. */
export const olistLayout: CsvLayout<Head, LineDraft> = {
  name: 'Olist timelines',
  columns: ['order_id', 'purchased_at', 'approved_at', 'carrier_at', 'delivered_at', 'estimated_at'],
  assumptions: [
    'times are read as UTC; the promise is the moment that the file gives (the beginning of a day)',
    'a card is authorised when the order is placed and captured at its approval; a boleto is paid at its approval',
    'an order without an approval was never paid; what became of it later is not in the file',
    'goods are shipped by their sellers: no shelf is kept for them, and an order is one line of its price',
    'the carrier is not named; a lane goes from the state of the seller to that of the customer',
    'there are no scans between hand-over and delivery: that nothing is heard in between says nothing',
  ],
  orderColumn: 'order_id',
  setAside: () => undefined,
  headOf(row) {
    const at = (column: string) => row.read(column, 'a time such as 2017-01-05 10:11:12', instantOf);
    const maybe = (column: string) => (row.text(column) === '' ? undefined : at(column));
    const place = (column: string) => (row.text(column) === '' ? undefined : { country, region: row.text(column) });
    const deliveredAt = maybe('delivered_at');
    return {
      createdAt: at('purchased_at'),
      customerId: row.required('customer_unique_id'),
      paymentMethod: methods[row.text('pay_types').split(/[,;|+ ]/)[0]!] ?? 'card',
      shippingCostMinor: amountIn(row, 'freight_total'),
      paidAt: maybe('approved_at'),
      handedOverAt: maybe('carrier_at'),
      deliveredAt,
      promisedAt: at('estimated_at'),
      carrier: 'olist',
      origin: place('seller_state'),
      destination: place('cust_state'),
      weight: deliveredAt ? deliveredWeight : 1,
    };
  },
  lineOf(row, { shippingCostMinor }) {
    const price = amountIn(row, 'price_total');
    const category = row.text('category') || 'unknown';
    return {
      sku: category,
      title: category,
      quantity: 1,
      unitPriceMinor: price || Math.max(0, amountIn(row, 'pay_total') - shippingCostMinor),
      tax: { rate: 0, included: true },
      discountShareMinor: 0,
      supply: 'dropship',
    };
  },
  draftOf(number, { createdAt, customerId, paymentMethod, shippingCostMinor, ...timeline }, lines) {
    return {
      number,
      createdAt,
      currencyCode: 'BRL',
      market: country,
      channel: 'web',
      customer: {
        customerId,
        kind: 'consumer',
        email: `customer-${customerId}@customers.example`,
        locale: 'en-BR',
        timeZone: 'America/Sao_Paulo',
      },
      lines,
      shippingCostMinor,
      payment: paymentMethod === 'card' ? 'authorized' : 'pending',
      paymentMethod,
      promisedDeliveryAt: timeline.promisedAt,
      timeline,
    };
  },
};

/** An amount in reais; nothing there = 0. */
const amountIn = (row: CsvRow, column: string): number =>
  row.text(column) === ''
    ? 0
    : row.read(column, 'an amount of 0 or more such as 58.90', (text) => {
        const amount = minorUnitsOf(text, 'BRL');
        return amount && amount.minor >= 0 ? amount : undefined;
      }).minor;
