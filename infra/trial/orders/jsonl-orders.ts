import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import * as z from 'zod';
import { type CurrencyCode, currencies, currencyCode } from '#shared/domain/money.ts';
import { ifUnavailable } from '#shared/domain/order.ts';
import { minorUnitsOf } from './amount.ts';
import { countryCodeOf, localeOf, timeZoneOf } from './countries.ts';
import { instantOf } from './instant.ts';
import { OrderCollection, type OrderFile } from './order-collection.ts';
import type { OrderDraft } from './order-draft.ts';
import { RowRefused } from './rejected-row.ts';

/** A decimal as a number or as text; text keeps what a double may lose. */
const decimal = z.union([z.number(), z.string()]).transform(String);

const instant = z.string().transform((text, context) => {
  const at = instantOf(text);
  if (at === undefined)
    context.addIssue({ code: 'custom', message: 'not a date such as 2026-01-05T10:12:33Z', input: text });
  return at ?? '';
});

const line = z.strictObject({
  sku: z.string().min(1).max(100),
  title: z.string().optional(),
  quantity: z.int().min(1),
  unitPrice: decimal,
  taxRate: z.number().min(0).max(1).default(0),
  taxIncluded: z.boolean().default(true),
  discount: decimal.default('0'),
  supply: z.enum(['stock', 'preorder', 'made-to-order', 'dropship', 'digital']).default('stock'),
  bundleId: z.string().optional(),
  gift: z.boolean().optional(),
  ifUnavailable: ifUnavailable.optional(),
});

/** One line of the JSONL layout of docs/trial.md; the same words as the CSV's columns. */
export const jsonlOrder = z.strictObject({
  orderId: z.string().min(1),
  createdAt: instant,
  currency: currencyCode,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('US'),
  channel: z.string().default('web'),
  customerId: z.string().optional(),
  customerKind: z.enum(['consumer', 'business']).default('consumer'),
  email: z.string().optional(),
  locale: z.string().optional(),
  timeZone: z.string().optional(),
  shippingCost: decimal.default('0'),
  payment: z.enum(['captured', 'authorized', 'none']).default('captured'),
  paymentMethod: z.string().optional(),
  promisedDeliveryAt: instant.optional(),
  lines: z.array(line).min(1).max(10_000),
});

/** Reads an order per line; a line that is none is reported, and the rest goes on. */
export async function readJsonlOrders(source: Readable): Promise<OrderFile> {
  const collection = new OrderCollection();
  let number = 0;
  for await (const text of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    const written = number === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (written.trim() === '') continue;
    collection.rows++;
    collection.add(number, () => draftOf(jsonlOrder.parse(objectIn(written), { reportInput: true })));
  }
  return collection.finish('orders (docs/trial.md), JSONL', ['times without a zone are read as UTC']);
}

function objectIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RowRefused(`the line is no JSON: ${(error as Error).message}`, text);
  }
}

function draftOf(read: z.infer<typeof jsonlOrder>): OrderDraft {
  const { orderId, createdAt, currency, country, channel, customerKind, payment, paymentMethod } = read;
  const market = countryCodeOf(country) ?? country;
  return {
    number: orderId,
    createdAt,
    currencyCode: currency,
    market,
    channel,
    customer: {
      customerId: read.customerId ?? `guest-${orderId}`,
      kind: customerKind,
      email: read.email,
      locale: read.locale ?? localeOf(market),
      timeZone: read.timeZone ?? timeZoneOf(market),
    },
    lines: read.lines.map(
      ({ unitPrice, discount, taxRate, taxIncluded, title, bundleId, gift, ifUnavailable, ...rest }) => ({
        ...rest,
        title: title || rest.sku,
        unitPriceMinor: amount('unitPrice', unitPrice, currency),
        discountShareMinor: amount('discount', discount, currency),
        tax: { rate: taxRate, included: taxIncluded },
        ...(bundleId !== undefined && { bundleId }),
        ...(gift !== undefined && { gift }),
        ...(ifUnavailable !== undefined && { ifUnavailable }),
      }),
    ),
    shippingCostMinor: amount('shippingCost', read.shippingCost, currency),
    payment,
    paymentMethod,
    promisedDeliveryAt: read.promisedDeliveryAt,
  };
}

function amount(field: string, text: string, currency: CurrencyCode): number {
  const read = minorUnitsOf(text, currency);
  if (!read || read.minor < 0 || read.rounded) {
    const digits = currencies[currency].fractionDigits;
    throw new RowRefused(`${field} is not an amount of 0 or more in ${currency} with at most ${digits} decimals`, text);
  }
  return read.minor;
}
