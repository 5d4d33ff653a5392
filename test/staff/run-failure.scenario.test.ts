import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prefix, resourcesOf, templateOf } from '#test/infra/product.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { hours, minutes } from '#test/support/shop.ts';
import { aShortOrder, detailsOf, theCase } from '#test/support/shortage.ts';
import { assembly } from '#test/support/synthesize.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { World } from '#test/support/world.ts';

/** The assembly with a limit for the runs of a machine, which those of the product do not have. */
function withALimit(machine: string, TimeoutSeconds: number) {
  const tree = temporaryTree({});
  const file = `${prefix}-application.template.json`;
  for (const name of readdirSync(assembly)) {
    if (name !== file) symlinkSync(join(assembly, name), join(tree.root, name));
  }
  const { Resources, ...others } = templateOf('application');
  const [id, { Properties, ...about }] = resourcesOf({ Resources }, 'AWS::StepFunctions::StateMachine').find(
    ([, { Properties }]) => Properties.StateMachineName === `${prefix}-${machine}`,
  )!;
  const DefinitionString = JSON.stringify({ ...JSON.parse(String(Properties.DefinitionString)), TimeoutSeconds });
  const limited = { ...about, Properties: { ...Properties, DefinitionString } };
  writeFileSync(join(tree.root, file), JSON.stringify({ ...others, Resources: { ...Resources, [id]: limited } }));
  return tree;
}

async function expectStaffHaveIt(world: World, status: string): Promise<void> {
  const reasonCode = `RUN_${status}`;
  const record = await theCase(world);
  expect(record).toMatchObject({ state: 'needs-staff', owner: 'staff', reasonCode });
  const told = world.runtime.alerts.filter(({ subject }) => subject?.includes('a run ended'));
  expect(told).toMatchObject([
    {
      subject: `out-of-stock: a run ended ${status}`,
      message: expect.stringContaining(`npm run case -- retry ${record.caseId}`),
    },
  ]);
  expect(detailsOf(world, 'ExceptionEscalated')).toMatchObject([
    { caseId: record.caseId, type: 'out-of-stock', reasonCode },
  ]);
}

test('a run whose task crashes at every try leaves its case to staff', async () => {
  await using world = await World.open({}, { faults: { functions: [{ name: 'ask-customer', crash: 1 }] } });
  await theSweepRests(world);
  await aShortOrder(world);
  expect(await theCase(world)).not.toMatchObject({ state: 'needs-staff' });
  await world.pass(hours(1));
  await expectStaffHaveIt(world, 'FAILED');
});

test('a run whose task meets what nobody foresaw, its order gone, leaves its case to staff', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world);
  await world.runtime.call({
    service: 'dynamodb',
    operation: 'DeleteItem',
    input: { TableName: world.runtime.outputs.OrdersTableName!, Key: { orderId: { S: 'o-1' } } },
  });
  await world.pass(hours(49));
  await expectStaffHaveIt(world, 'FAILED');
});

test('a run that takes too long leaves its case to staff', async () => {
  using limited = withALimit('out-of-stock', 3600);
  await using world = await World.open({}, { product: limited.root });
  await theSweepRests(world);
  await aShortOrder(world);
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
  await world.pass(minutes(60));
  await expectStaffHaveIt(world, 'TIMED_OUT');
});
