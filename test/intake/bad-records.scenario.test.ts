import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { assertWorthWorking, poisonOf } from '#functions/intake/worth-working.ts';
import { moneyBack, RefundNotAllowed } from '#shared/domain/overpayment.ts';
import { payment } from '#shared/domain/payment.ts';
import { PoisonRecord } from '#shared/lambda/stream-handler.ts';
import { reports } from '#test/support/refund-story.ts';
import { anOrder, aPayment, minutes, start } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const ordersOf = (name = 'orders') =>
  `arn:aws:dynamodb:us-east-1:123456789012:table/${name}/stream/2026-03-02T08:00:00.000`;
const image = (version: number, more: Record<string, AttributeValue> = {}) => ({
  orderId: { S: 'o-1' },
  version: { N: String(version) },
  ...more,
});
const record = (dynamodb: DynamoDBRecord['dynamodb'], more: Partial<DynamoDBRecord> = {}): DynamoDBRecord => ({
  eventName: 'MODIFY',
  eventSourceARN: ordersOf(),
  dynamodb,
  ...more,
});
const underPrototype = JSON.parse('{"M": {"__proto__": {"M": {"orderState": {"S": "Open"}}}}}') as AttributeValue;

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof z.ZodError) return poisonOf(error).code;
    if (error instanceof PoisonRecord || error instanceof RefundNotAllowed) return error.code;
    throw error;
  }
  return undefined;
};
const worked = (each: DynamoDBRecord) => codeOf(() => assertWorthWorking(each, 'orders'));
const paid = (changes: object) => codeOf(() => payment.parse({ ...aPayment(3500), ...changes }));

test.each<[string, string | undefined, () => string | undefined]>([
  ['B22 a change without its new image', 'MISSING_IMAGE', () => worked(record({ OldImage: image(1) }))],
  [
    'B22 a row that was removed has none',
    undefined,
    () => worked(record({ OldImage: image(1) }, { eventName: 'REMOVE' })),
  ],
  ['B24 nothing captured on a captured payment', 'AMOUNT_RANGE', () => paid({ status: 'captured', capturedMinor: 0 })],
  ['B24 less than nothing captured', 'AMOUNT_RANGE', () => paid({ capturedMinor: -1 })],
  ['B25 the currency in small letters', 'CURRENCY_UNKNOWN', () => paid({ currencyCode: 'eur' })],
  ['B25 no currency at all', 'CURRENCY_UNKNOWN', () => paid({ currencyCode: undefined })],
  [
    'B26 a payment in another currency than its order',
    'CURRENCY_MISMATCH',
    () => codeOf(() => moneyBack(anOrder(), [aPayment(3500, { currencyCode: 'EUR' })], 100, start)),
  ],
  ['B29 a version that stays', 'STALE', () => worked(record({ OldImage: image(3), NewImage: image(3) }))],
  ['B29 a version that falls', 'STALE', () => worked(record({ OldImage: image(3), NewImage: image(2) }))],
  ['B29 a version that is raised', undefined, () => worked(record({ OldImage: image(3), NewImage: image(4) }))],
  ['B29 the first one', undefined, () => worked(record({ NewImage: image(1) }, { eventName: 'INSERT' }))],
  [
    'B31 a key that would be a prototype, however deep',
    'UNKNOWN_FIELD',
    () => worked(record({ NewImage: image(1, { lines: { L: [underPrototype] } }) })),
  ],
  ['B31 a text for a whole number', 'TYPE_MISMATCH', () => paid({ refundSequence: '1', version: '1' })],
  ['B31 a field that is missing is no flip of its type', 'SCHEMA', () => paid({ method: undefined })],
  [
    'B32 a record of another table',
    'UNKNOWN_SOURCE',
    () => worked(record({ NewImage: image(1) }, { eventSourceARN: ordersOf('invoices') })),
  ],
])('%s: %s', (_, code, answer) => expect(answer()).toBe(code));

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const aside = async (id: string) => {
  const rows = await world.rows('Cases');
  return rows.filter(({ entity, keys }) => entity === 'quarantine' && String(keys).includes(`"${id}"`));
};

const [line] = anOrder().lines;
test.each<[string, string, object]>([
  ['B23 an amount with decimals', 'AMOUNT_NOT_INTEGER', { totalPriceMinor: 35.5 }],
  ['B23 an amount above 15 digits', 'AMOUNT_NOT_INTEGER', { totalPriceMinor: 1e15 }],
  ['B25 a currency that is none', 'CURRENCY_UNKNOWN', { currencyCode: 'XXX' }],
  ['B28 a date that is not ISO', 'DATE_RANGE', { promisedDeliveryAt: '03/06/2026' }],
  ['B28 seconds taken for milliseconds', 'DATE_RANGE', { promisedDeliveryAt: '1970-01-21T12:00:00.000Z' }],
  ['B30 an id that would break keys and names', 'ID_INVALID', { orderId: 'o/1#2' }],
  ['B31 a number for a text', 'TYPE_MISMATCH', { channel: 7 }],
  ['B31 a key that no line has', 'UNKNOWN_FIELD', { lines: [{ ...line, colour: 'blue' }] }],
])('%s is set aside as %s, and nothing is done for it', async (name, code, changes) => {
  const row = { ...anOrder(), orderId: name.replaceAll(/\W/g, '-').slice(0, 40), ...changes };
  await world.put('Orders', row);
  await world.pass(minutes(3));
  expect(await aside(row.orderId)).toMatchObject([{ pk: 'QUARANTINE#orders', code }]);
  expect(await world.cases(row.orderId)).toEqual([]);
});

test('B27 a mail that is none is no poison: it is an error of the order’s information', async () => {
  await world.switch({ types: { 'order-information-error': { mode: 'automatic' } } });
  const { customer } = anOrder();
  await world.put('Orders', anOrder({ orderId: 'b27', customer: { ...customer, email: 'kim at customer' } }));
  await world.pass(minutes(3));
  expect(await aside('b27')).toEqual([]);
  expect(await world.cases('b27')).toContainEqual(expect.objectContaining({ type: 'order-information-error' }));
  await world.switch({});
});

test('B29 a row that is written without a higher version is set aside as STALE', async () => {
  await world.put('Orders', anOrder({ orderId: 'b29' }));
  const { version } = await world.order('b29');
  const input = {
    TableName: world.runtime.outputs.OrdersTableName!,
    Key: { orderId: { S: 'b29' } },
    UpdateExpression: 'SET channel = :other, version = :same',
    ExpressionAttributeValues: { ':other': { S: 'shop' }, ':same': { N: String(version) } },
  };
  await world.runtime.call({ service: 'dynamodb', operation: 'UpdateItem', input });
  await world.pass(minutes(3));
  expect(await aside('b29')).toMatchObject([{ code: 'STALE' }]);
});

test('B37 an event of a name that nobody takes in is set aside, with an alert, and is not tried again', async () => {
  await reports(world, 'RefundSetled', { refundId: 'r-1' });
  await reports(world, 'constructor', {});
  await world.pass(minutes(3));
  const rows = (await world.rows('Cases')).filter(
    ({ pk, entity }) => pk === 'QUARANTINE#events' && entity === 'quarantine',
  );
  expect(rows.map(({ code }) => code)).toEqual(['UNKNOWN_EVENT_TYPE', 'UNKNOWN_EVENT_TYPE']);
  const told = world.runtime.alerts.filter(({ subject }) => subject?.includes('UNKNOWN_EVENT_TYPE'));
  expect(told).toHaveLength(2);
});
