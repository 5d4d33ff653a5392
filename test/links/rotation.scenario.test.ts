import { expect, test } from 'vitest';
import { signLink } from '#shared/domain/link.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, aPayment, days, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const secretId = (world: World) => world.runtime.resourceName('LinkSecret');

/** A rotation, to its end; its version. */
async function rotate(world: World) {
  const answer = await world.runtime.call({
    service: 'secretsmanager',
    operation: 'RotateSecret',
    input: { SecretId: secretId(world) },
  });
  await world.runtime.idle();
  return answer;
}

/** An order that is short; answers the link that its customer is mailed. */
async function aLinkInAMail(world: World): Promise<string> {
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.put('Payments', aPayment(3500));
  await world.put('Orders', anOrder());
  await world.pass(minutes(5));
  return world.link();
}

/** A link to the same case as a mail of this moment would hold it. */
async function aLinkOfToday(world: World, caseId: string): Promise<string> {
  const { SecretString, VersionId } = await world.runtime.call({
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    input: { SecretId: secretId(world) },
  });
  const key = { keyId: String(VersionId).slice(0, 8), secret: new TextEncoder().encode(String(SecretString)) };
  const expiresAt = world.runtime.clock.now() / 1000 + 30 * 86_400;
  return `/r/${signLink(key, { caseId, orderId: 'o-1', purpose: 'reply', expiresAt })}`;
}

test('with a new key every day for a month, a link is known until the key after the next one', async () => {
  await using world = await World.open();
  const links = [await aLinkInAMail(world)];
  const [{ caseId }] = (await world.cases('o-1')) as [{ caseId: string }];
  for (let day = 0; day < 30; day++) {
    const [newest = '', before, earlier] = links.slice(-3).reverse();
    expect((await world.get(newest)).status, `day ${day}: signed by the current key`).not.toBe(404);
    if (before) expect((await world.get(before)).status, `day ${day}: signed by the key before`).not.toBe(404);
    if (earlier) expect((await world.get(earlier)).status, `day ${day}: signed by an older key`).toBe(404);
    await world.pass(days(1));
    await rotate(world);
    links.push(await aLinkOfToday(world, caseId));
  }
});

test('a question is open for its customer after the key has changed', async () => {
  await using world = await World.open();
  const link = await aLinkInAMail(world);
  await rotate(world);
  expect((await world.get(link)).status).toBe(200);
});

test('a rotation that is run again, or broken off, leaves the keys as they were', async () => {
  await using world = await World.open();
  const link = await aLinkInAMail(world);
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

test('a clock that was set back does not keep the keys that were read before in use', async () => {
  {
    await using later = await World.open();
    await later.pass(days(1));
    expect((await later.get(await aLinkInAMail(later))).status).toBe(200);
  }
  await using world = await World.open();
  await rotate(world);
  expect((await world.get(await aLinkInAMail(world))).status).toBe(200);
});
