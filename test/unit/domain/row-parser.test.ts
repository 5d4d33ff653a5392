import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { caseRecord } from '#shared/domain/case-record.ts';
import { inventory } from '#shared/domain/inventory.ts';
import { order } from '#shared/domain/order.ts';
import { payment } from '#shared/domain/payment.ts';
import { rowParser } from '#shared/domain/row-parser.ts';
import { shipment } from '#shared/domain/shipment.ts';
import { aCaseRecord, anInventoryRow, aPayment, aShipment } from '#test/support/rows.ts';
import { anOrder } from '#test/support/shop.ts';

/** After so many rows a parser has been made. */
const many = 1_100;

const outcome = (parse: () => unknown) => {
  try {
    return { parsed: parse() };
  } catch (error) {
    return { issues: (error as z.ZodError).issues };
  }
};

const asked = {
  state: 'asking',
  askedAt: '2026-11-02T08:05:00.000Z',
  offer: undefined,
  done: { 'notice-1': '2026-11-02T08:04:00.000Z' },
  pending: { step: 'ask', reason: 'morning', since: '2026-11-02T08:05:00.000Z' },
} as const;

describe.each([
  ['a case', caseRecord, aCaseRecord(asked), 'openedAt'],
  ['an order', order, anOrder(), 'createdAt'],
  ['a payment', payment, aPayment(), 'createdAt'],
  ['a parcel', shipment, aShipment(), 'promisedDeliveryAt'],
  ['a shelf', inventory, anInventoryRow(), 'version'],
] as const)('%s', (_what, schema: z.ZodType, row: object, field) => {
  test.each([
    ['is read', row],
    ['with a field that nobody knows', { ...row, hue: 'blue' }],
    ['with a wrong field', { ...row, [field]: 'yesterday' }],
    ['without its ids', {}],
    ['that is none', 'row'],
    ['that is missing', undefined],
  ])('%s: the same by the schema and by the parser that is made for it', (_how, given) => {
    const before = outcome(() => schema.parse(given));
    const parse = rowParser(schema);
    expect(
      outcome(() => parse(given)),
      'the first',
    ).toEqual(before);
    for (let read = 1; read < many; read++) parse(row);
    expect(
      outcome(() => parse(given)),
      'one of many',
    ).toEqual(before);
    expect(parse(row), 'a row of its own').not.toBe(row);
  });
});
