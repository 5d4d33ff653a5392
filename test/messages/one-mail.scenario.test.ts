import { expect, test } from 'vitest';
import type { Decision } from '#shared/domain/case.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { aParcel, aParcelWorld, aShippedOrder, delayCases, parcelChanges } from '#test/support/parcels.ts';
import { undelivered } from '#test/support/rows.ts';
import { aLine, hours, inDays, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';

const consumed = [{ locationId: 'main', quantity: 2, state: 'consumed', roundId: 'round-0' } as const];
const stormy = { tag: 'Exception', subtag: 'Exception_017' } as const;
const lines = [
  aLine({ reservations: consumed }),
  aLine({ lineId: 'line-2', sku: 'MUG-RED', title: 'Mug, red', reservations: consumed }),
];

/** An order in two parcels, at noon of a working day. */
async function anOrderInTwoParcels() {
  const world = await aParcelWorld();
  await aShippedOrder(world, { order: { lines }, parcel: { lineIds: ['line-1'] } });
  await world.put('Shipments', aParcel({ shipmentId: 'parcel-2', lineIds: ['line-2'] }));
  await world.pass(hours(4));
  return world;
}

test('two parcels of one order that become late at noon, in one minute, are told of in one mail', async () => {
  await using world = await anOrderInTwoParcels();
  const rows = await world.rows('Shipments', { orderId: 'o-1' });
  for (const row of rows) await world.put('Shipments', { ...row, ...stormy, version: Number(row.version) + 1 });
  await world.pass(hours(2));
  expect(world.runtime.mailbox).toHaveLength(1);
  expect(world.runtime.mailbox[0]?.text).toContain('Mug, blue');
  expect(world.runtime.mailbox[0]?.text).toContain('Mug, red');
  const cases = await delayCases(world);
  expect(cases.map(({ done, messages }) => [Object.keys(done).includes('notice-1'), messages])).toEqual([
    [true, 1],
    [true, 1],
  ]);
  const { version, ordermendVersion, deliveryNotices } = await world.order('o-1');
  expect(deliveryNotices).toHaveLength(2);
  expect(ordermendVersion, 'another case may go by what was told: the order is looked at').not.toBe(version);
});

test('a notice waits a few minutes for a case of its order that is about to have one too', async () => {
  await using world = await anOrderInTwoParcels();
  await parcelChanges(world, stormy);
  await world.pass(minutes(8));
  await parcelChanges(world, stormy, 'parcel-2');
  await world.pass(hours(2));
  expect(world.runtime.mailbox).toHaveLength(1);
  expect(world.runtime.mailbox[0]?.text).toContain('Mug, red');
});

test('two cases of one order that end in one sitting are closed by one mail, and both have told', async () => {
  await using world = await anOrderInTwoParcels();
  const rows = await world.rows('Shipments', { orderId: 'o-1' });
  for (const row of rows) await world.put('Shipments', { ...row, ...stormy, version: Number(row.version) + 1 });
  await world.pass(hours(1));
  expect(world.runtime.mailbox).toHaveLength(1);
  for (const { caseId, subject = '' } of await delayCases(world)) {
    await staffAgreeToWait(world, { caseId, subject, lineId: subject === 'parcel-1' ? 'line-1' : 'line-2' });
  }
  await world.pass(minutes(30));
  expect(world.runtime.mailbox).toHaveLength(2);
  const told = world.runtime.mailbox[1]?.text;
  expect(told).toContain('Mug, blue');
  expect(told).toContain('Mug, red');
  const cases = await delayCases(world);
  expect(cases.map(({ state, messages, closingMessage }) => ({ state, messages, closingMessage }))).toEqual([
    { state: 'waiting', messages: 2, closingMessage: 2 },
    { state: 'waiting', messages: 2, closingMessage: 2 },
  ]);
});

interface Agreed {
  readonly caseId: string;
  readonly subject: string;
  readonly lineId: string;
}

/** What staff write when they agree to a later date with the customer on the phone. */
async function staffAgreeToWait(world: World, { caseId, subject, lineId }: Agreed): Promise<void> {
  const at = new Date(world.runtime.clock.now()).toISOString();
  const wait = { kind: 'wait', choice: 'wait', until: inDays(9) };
  const unit = { unitId: subject, lineIds: [lineId], title: 'late', quantity: 1, short: 1, options: [wait] };
  const decision: Decision = {
    caseId,
    orderId: 'o-1',
    answerId: `by-hand-${subject}`,
    phase: 'provisional',
    until: at,
    by: 'staff',
    answer: { choices: { [subject]: 'wait' } },
    offer: { lines: [unit] },
    decidedAt: at,
  };
  const keys = { pk: caseKeys.order('o-1'), sk: caseKeys.decision(caseId), entity: 'decision' };
  await world.putCases({ ...decision, ...keys, ...undelivered(caseId, at) });
}
