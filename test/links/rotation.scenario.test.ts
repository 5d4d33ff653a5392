import { expect, test } from 'vitest';
import { anOrder, aPayment, hours, minutes, stockOf, World } from '#test/support/world.ts';

const secretId = (world: World) => world.runtime.resourceName('LinkSecret');

const rotate = (world: World) =>
  world.runtime.call({ service: 'secretsmanager', operation: 'RotateSecret', input: { SecretId: secretId(world) } });

/** A short order of a customer of its own; answers the link that this customer is mailed. */
async function aLinkInAMail(world: World, id: string): Promise<string> {
  const email = `${id}@customer.example`;
  const order = anOrder({ orderId: id, orderNumber: `WEB-${id}` });
  await world.put('Payments', aPayment(3500, { orderId: id }));
  await world.put('Orders', { ...order, customer: { ...order.customer, customerId: `c-${id}`, email } });
  await world.pass(minutes(5));
  const mail = world.runtime.mailbox.find(({ to }) => to.includes(email));
  return /https?:\/\/\S+?(\/r\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

test('with a new key every hour, 6 times, a link is good until the key after the next one', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  const links: string[] = [];
  for (let hour = 0; hour < 6; hour++) {
    links.push(await aLinkInAMail(world, `o-${hour}`));
    const [newest = '', before, earlier] = links.slice(-3).reverse();
    expect((await world.get(newest)).status, `hour ${hour}: signed by the current key`).toBe(200);
    if (before) expect((await world.get(before)).status, `hour ${hour}: signed by the key before`).toBe(200);
    if (earlier) expect((await world.get(earlier)).status, `hour ${hour}: signed by an older key`).toBe(404);
    await world.pass(hours(1) - minutes(5));
    await rotate(world);
  }
});

test('a rotation that is run again, or broken off, leaves the keys as they were', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  const link = await aLinkInAMail(world, 'o-1');
  const { VersionId } = await rotate(world);
  const stages = () =>
    world.runtime.call({
      service: 'secretsmanager',
      operation: 'DescribeSecret',
      input: { SecretId: secretId(world) },
    });
  const { VersionIdsToStages, ARN } = await stages();
  for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) {
    await world.runtime.invoke('ordermend-dev-rotate-link-secret', {
      Step,
      SecretId: ARN ?? '',
      ClientRequestToken: VersionId ?? '',
    });
  }
  expect((await stages()).VersionIdsToStages).toEqual(VersionIdsToStages);
  expect((await world.get(link)).status).toBe(200);
});

test('a step for a version that nobody is bringing in is refused and changes nothing', async () => {
  await using world = await World.open();
  await world.runtime.idle();
  const input = { SecretId: secretId(world) };
  const before = await world.runtime.call({ service: 'secretsmanager', operation: 'DescribeSecret', input });
  const step = (Step: string) =>
    world.runtime.invoke('ordermend-dev-rotate-link-secret', {
      Step,
      SecretId: input.SecretId,
      ClientRequestToken: '00000000-0000-4000-8000-000000000000',
    });
  await expect(step('createSecret')).rejects.toThrow('is not AWSPENDING');
  await expect(step('finishSecret')).rejects.toThrow('is not AWSPENDING');
  await expect(step('burnSecret')).rejects.toThrow('Step');
  expect(await world.runtime.call({ service: 'secretsmanager', operation: 'DescribeSecret', input })).toEqual(before);
});
