import { expect, test } from 'vitest';
import { assemblyWithThresholds } from '#test/support/configured.ts';
import { aLine, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';
import { casesOf, dallas, settled } from './details.ts';

const automatic = { types: { 'order-information-error': { mode: 'automatic' } } } as const;

test('a SKU that the catalogue does not have goes to staff with the order stopped, until the order is corrected', async () => {
  using product = assemblyWithThresholds('order-information-error', { catalogueComplete: true });
  await using world = await World.open(automatic, { product: product.root });
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  const lines = [aLine(), aLine({ lineId: 'line-2', sku: 'MUG-BLEU' })];
  await settled(world, 'ghost', { shippingAddress: dallas, lines });
  expect((await casesOf(world, 'ghost')).filter(({ type }) => type === 'order-information-error')).toMatchObject([
    { state: 'needs-staff', reasonCode: 'SKU_UNKNOWN', causeCode: 'sku-unknown', severity: 'critical' },
  ]);
  expect((await world.order('ghost')).holds).toMatchObject([{ reason: 'OTHER' }]);
  const alert = world.runtime.alerts.find(({ subject }) => subject?.includes('WEB-ghost-0234 needs staff'));
  expect(alert?.message).toContain('line line-2: SKU MUG-BLEU is in no catalogue');
  await world.change('ghost', () => ({ lines: [aLine({ quantity: 4 })] }));
  await world.pass(minutes(5));
  expect((await world.order('ghost')).holds).toEqual([]);
  expect((await casesOf(world, 'ghost')).filter(({ type }) => type === 'order-information-error')).toMatchObject([
    { state: 'resolved-upstream' },
  ]);
  expect(world.runtime.mailbox).toEqual([]);
});

test('where the catalogue need not be complete, a SKU without a row is no mistake', async () => {
  await using world = await World.open(automatic);
  await settled(world, 'none', { shippingAddress: dallas, lines: [aLine({ sku: 'MUG-BLEU' })] });
  expect((await casesOf(world, 'none')).filter(({ type }) => type === 'order-information-error')).toEqual([]);
});
