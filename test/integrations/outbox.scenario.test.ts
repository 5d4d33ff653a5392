import { expect, test } from 'vitest';
import { transact } from '#shared/adapters/document-client.ts';
import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { adaptersOn } from '#test/support/adapters-on.ts';
import { minutes, start } from '#test/support/shop.ts';
import { detailsOf } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

/** Puts an event into the outbox that the compiler would not have let through. */
async function written(world: World, detailType: string, detail: object): Promise<void> {
  const { cases } = adaptersOn(world);
  const source = {
    pk: 'ORDER#o-1',
    sk: (i: string) => `CASE#c-1#OUT#9-${i}`,
    id: (i: string) => `c-1/9-${i}`,
    type: 'out-of-stock',
    caseId: 'c-1',
    orderId: 'o-1',
  };
  await transact(outboxWrites(cases.tableName, source, start, [{ kind: 'event', detailType, detail } as Outgoing]));
  await world.pass(minutes(1));
}

const theItem = async (world: World) => (await world.rows('Cases')).find(({ entity }) => entity === 'outbox')!;

test('an event that does not fit its contract is not sent: it is set aside, seen, and not tried for ever', async () => {
  await using world = await World.open();
  world.eventsMayMisfit = true;
  await written(world, 'ExceptionResolved', { type: 'out-of-stock', outcome: 'refunded', customer: 'Kim Example' });
  await world.pass(minutes(180));
  expect(detailsOf(world, 'ExceptionResolved')).toEqual([]);
  const rows = await world.rows('Cases');
  expect(rows.find(({ sk }) => sk === 'CASE#c-1#OUT#9-0')).toMatchObject({ setAsideAt: expect.any(String) });
  expect(rows.find(({ sk }) => sk === 'CASE#c-1#OUT#9-0')).not.toHaveProperty('dueAt');
  const aside = rows.filter(({ entity }) => entity === 'quarantine');
  expect(aside).toMatchObject([
    { pk: 'QUARANTINE#outbox', code: 'EVENT_INVALID', field: expect.stringContaining('customer') },
  ]);
  expect(world.runtime.alerts).toMatchObject([
    { subject: 'set aside (outbox): EVENT_INVALID', topic: expect.stringMatching(/operations$/) },
  ]);
  expect(JSON.stringify([aside, world.runtime.alerts])).not.toContain('Kim');
});

test('an event that fits leaves once, under its place in the outbox, is open work no more and goes after a month', async () => {
  await using world = await World.open();
  await written(world, 'ExceptionResolved', { type: 'out-of-stock', outcome: 'refunded' });
  expect(detailsOf(world, 'ExceptionResolved')).toMatchObject([{ id: 'c-1/9-0', caseId: 'c-1' }]);
  const left = await theItem(world);
  expect(left).toMatchObject({ publishedAt: expect.any(String) });
  expect(left).not.toHaveProperty('dueAt');
  expect(left?.expiresAt).toBe(Math.floor(Date.parse(String(left?.publishedAt)) / 1000) + 30 * 86_400);
  const [line] = world.runtime.logs.filter(({ text }) => text.includes('CloudWatchMetrics'));
  expect(JSON.parse(line?.text ?? '{}')).toMatchObject({
    ExceptionResolved: 1,
    type: 'out-of-stock',
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: 'ordermend-dev',
          Dimensions: [['service', 'type']],
          Metrics: [{ Name: 'ExceptionResolved', Unit: 'Count' }],
        },
      ],
    },
  });
});
