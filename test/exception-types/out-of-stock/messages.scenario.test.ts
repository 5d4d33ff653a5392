import { describe, expect, it } from 'vitest';
import { anOrder, aPayment, hours, minutes, stockOf } from '#test/support/shop.ts';
import { answers, aShortOrder, subjects, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const inZone = (timeZone: string) => ({
  customer: { ...anOrder().customer, timeZone },
});

describe("given a shortage in the middle of the customer's night", () => {
  it('when it has lasted, the question waits for eight in the morning, and its answer is due by day', async () => {
    await using world = await World.open();
    // 08:00 UTC is midnight in Los Angeles.
    await aShortOrder(world, { order: inZone('America/Los_Angeles') });
    expect(subjects(world)).toEqual([]);
    expect(await theCase(world)).toMatchObject({ state: 'queued', pending: { reason: 'morning' } });

    await world.pass(hours(8));
    expect(subjects(world)).toEqual(['Order WEB-100234: an item is out of stock, please choose']);
    expect(await theCase(world)).toMatchObject({
      askedAt: '2026-03-02T16:00:00.000Z',
      answerDue: '2026-03-04T16:00:00.000Z',
    });
  });

  it('when the goods arrive before the morning, nobody is written to', async () => {
    await using world = await World.open();
    await aShortOrder(world, { order: inZone('America/Los_Angeles') });
    await world.changeStock('MUG-BLUE', () => ({ onHand: 5 }));
    await world.pass(hours(9));
    expect(subjects(world)).toEqual([]);
    expect(await theCase(world)).toMatchObject({ state: 'resolved-upstream' });
  });

  it('when the customer answers at night, the reply to it comes at once', async () => {
    await using world = await World.open();
    await aShortOrder(world, { order: inZone('Asia/Tokyo') });
    // 08:00 UTC is five in the afternoon in Tokyo; eight hours later it is night.
    await world.pass(hours(8));
    await answers(world, { 'unit.line-1': 'refund-line' });
    await world.pass(minutes(12));
    expect(subjects(world)).toHaveLength(2);
  });
});

const sameCustomer = { customer: anOrder().customer };

describe('given a customer with three short orders on one day', () => {
  it('two questions go out today, the third tomorrow morning', async () => {
    await using world = await World.open();
    await world.put('Inventory', stockOf('MUG-BLUE', 0));
    for (const orderId of ['o-1', 'o-2', 'o-3']) {
      const row = anOrder({ ...sameCustomer, orderId, orderNumber: `WEB-20000${orderId.slice(-1)}` });
      await world.put('Payments', aPayment(row.totalPriceMinor, { orderId }));
      await world.put('Orders', row);
      await world.pass(minutes(3));
    }
    expect(subjects(world)).toHaveLength(2);
    await world.pass(hours(23));
    expect(subjects(world)).toHaveLength(2);
    await world.pass(hours(1));
    expect(new Set(subjects(world).map((subject) => /WEB-\d+/.exec(subject)?.[0])).size).toBe(3);
  });
});
