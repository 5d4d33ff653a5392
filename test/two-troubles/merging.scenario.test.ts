import { expect, test } from 'vitest';
import { aParcel, aParcelWorld, aShippedOrder, delayCases } from '#test/support/parcels.ts';
import { aLine, anOrder, hours } from '#test/support/shop.ts';

const consumed = [{ locationId: 'main', quantity: 2, state: 'consumed', roundId: 'round-0' } as const];
const atMidnight = { ...anOrder().customer, timeZone: 'America/Los_Angeles' };

test('two parcels of one order that are late in the night are told of in one mail in the morning', async () => {
  await using world = await aParcelWorld();
  const stormy = { tag: 'Exception', subtag: 'Exception_017' } as const;
  const lines = [
    aLine({ reservations: consumed }),
    aLine({ lineId: 'line-2', sku: 'MUG-RED', title: 'Mug, red', reservations: consumed }),
  ];
  await aShippedOrder(world, {
    order: { customer: atMidnight, lines },
    parcel: { shipmentId: 'parcel-1', lineIds: ['line-1'], ...stormy },
  });
  await world.put('Shipments', aParcel({ shipmentId: 'parcel-2', lineIds: ['line-2'], ...stormy }));
  await world.pass(hours(1));
  expect(world.runtime.mailbox).toEqual([]);
  expect((await delayCases(world)).map(({ pending }) => pending?.reason)).toEqual(['morning', 'morning']);

  await world.pass(hours(7));
  expect(world.runtime.mailbox).toHaveLength(1);
  expect(world.runtime.mailbox[0]?.text).toContain('Mug, blue');
  expect(world.runtime.mailbox[0]?.text).toContain('Mug, red');
  const told = (await delayCases(world)).map(({ done }) => Object.keys(done));
  expect(told[0]).toEqual(told[1]);
});
