import { expect, test, vi } from 'vitest';
import { operations } from '#shared/domain/operations.ts';
import { namesOf } from '#shared/resources.ts';
import { hours, minutes } from '#test/support/shop.ts';
import { aShortOrder, subjects, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';
import { accountOf, typed } from './staff-command.ts';

async function switchedOn(world: World) {
  const input = { Name: namesOf('dev').operationsParameter };
  const { Parameter } = await world.runtime.call({ service: 'ssm', operation: 'GetParameter', input });
  return operations.parse(JSON.parse((Parameter as { Value: string }).Value));
}

test('a pause stops mail, a resume lets it go, and both say how it stands', async () => {
  await using world = await World.open({}, { port: 0 });
  const { code, out } = await typed(world, 'pause');
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining('Paused: nothing is written, mailed or paid'),
  });
  expect(out).toContain('Switched on in stage dev: out-of-stock automatic.');
  expect(await typed(world, 'pause')).toMatchObject({
    code: 1,
    err: expect.stringContaining('it is paused already, since 2026-03-02 08:00'),
  });
  await aShortOrder(world);
  await world.pass(hours(2));
  expect(subjects(world)).toEqual([]);
  expect((await typed(world, 'list')).out).toContain('Everything is paused since 2026-03-02 08:00');
  expect((await typed(world, `show ${(await theCase(world)).caseId}`)).out).toContain('npm run case -- resume');
  const resumed = await typed(world, 'resume --json', { answer: 'y' });
  expect(JSON.parse(resumed.out)).toMatchObject({ paused: false, stage: 'dev', types: { 'out-of-stock': {} } });
  await world.pass(minutes(31));
  expect(subjects(world)).toHaveLength(1);
  expect(await typed(world, 'resume --yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('it is not paused; the last pause ended 2026-03-02 10:03'),
  });
});

test('what somebody else switches at the same moment is not lost by a pause', async () => {
  await using world = await World.open({}, { port: 0 });
  vi.resetModules();
  for (const [name, value] of Object.entries(accountOf(world))) vi.stubEnv(name, value);
  const { parameterStore } = await import('#shared/adapters/parameter-store.ts');
  const { changeOperations } = await import('#shared/adapters/operations-edit.ts');
  const store = parameterStore();
  const refundCaps = { USD: { perCase: 1, perHour: 2, perDay: 3 } };
  let others = 0;
  const contended: typeof store = {
    ...store,
    async write(name, value) {
      if (others++ === 0) await world.switch({ refundCaps });
      return store.write(name, value);
    },
  };
  await changeOperations(contended, namesOf('dev').operationsParameter, (present) => ({
    ...present,
    pauses: [...present.pauses, { from: '2026-03-02T08:00:00.000Z' }],
  }));
  const present = await switchedOn(world);
  expect(present.pauses).toHaveLength(1);
  expect(present.refundCaps).toEqual(refundCaps);
  vi.unstubAllEnvs();
});
