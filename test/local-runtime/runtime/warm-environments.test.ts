import { beforeAll, expect, test, vi } from 'vitest';
import { boot, type LocalRuntime, WarmEnvironments } from '#infra/local-runtime/boot.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let assembly: string;

beforeAll(() => {
  assembly = synthesizeParcelApp();
}, 60_000);

/** Two parcels are lost and an hour passes: all that came of it, with every id and moment. */
async function lose(runtime: LocalRuntime) {
  for (const parcelId of ['p1', 'p2']) {
    const Item = { parcelId: { S: parcelId }, state: { S: 'lost' } };
    const input = { TableName: runtime.resourceName('Parcels'), Item };
    await runtime.call({ service: 'dynamodb', operation: 'PutItem', input });
  }
  await runtime.pass(3_600_000);
  const { mailbox, alerts, events } = runtime;
  return JSON.parse(JSON.stringify({ mailbox, alerts, events }));
}

async function lostWith(warm: WarmEnvironments | undefined) {
  await using runtime = await boot({ assembly, seed: 7, ...(warm && { warm }) });
  return await lose(runtime);
}

test('a run in functions that an earlier run has loaded goes as one that loads its own, to the last id', async () => {
  const warm = new WarmEnvironments();
  const cold = await lostWith(undefined);
  expect(cold.mailbox).toHaveLength(2);
  const taken = vi.spyOn(warm, 'take');
  expect(await lostWith(warm)).toEqual(cold);
  expect(taken.mock.results.every(({ value }) => value === undefined)).toBe(true);
  taken.mockClear();
  expect(await lostWith(warm)).toEqual(cold);
  expect(taken.mock.results.some(({ value }) => value === undefined)).toBe(false);
});

test('functions of a run in which a secret has changed are not taken over: they may have kept it', async () => {
  const warm = new WarmEnvironments();
  const given = vi.spyOn(warm, 'giveBack');
  {
    await using runtime = await boot({ assembly, warm });
    const SecretId = runtime.resourceName('LinkSecret');
    const input = { SecretId, SecretString: 'another' };
    await runtime.call({ service: 'secretsmanager', operation: 'PutSecretValue', input });
    await lose(runtime);
  }
  expect(given).not.toHaveBeenCalled();
});
