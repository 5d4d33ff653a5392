import { beforeAll, expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let assembly: string;
beforeAll(() => {
  assembly = synthesizeParcelApp();
}, 60_000);

const hours = (n: number) => n * 3_600_000;
const change = (runtime: LocalRuntime, operation: string, Name: string) =>
  runtime.call({ service: 'events', operation, input: { Name } });

/** How often the schedule has called its function: each call begins with a line of the log. */
const calls = ({ logs }: LocalRuntime) => logs.filter(({ text }) => text.startsWith('collected the hour')).length;

test('a schedule that is disabled calls nobody, and goes on once it is enabled', async () => {
  await using runtime = await boot({ assembly });
  const rule = runtime.resourceName('EveryHour');
  await runtime.pass(hours(2));
  expect(calls(runtime)).toBe(2);
  await change(runtime, 'DisableRule', rule);
  await runtime.pass(hours(5));
  expect(calls(runtime)).toBe(2);
  const { Rules } = await runtime.call({ service: 'events', operation: 'ListRules', input: {} });
  expect(Rules).toContainEqual(expect.objectContaining({ Name: rule, State: 'DISABLED' }));
  await change(runtime, 'EnableRule', rule);
  await runtime.pass(hours(1));
  expect(calls(runtime)).toBe(3);
});

test('a rule that does not exist cannot be disabled', async () => {
  await using runtime = await boot({ assembly });
  await expect(change(runtime, 'DisableRule', 'nothing')).rejects.toThrow('Rule nothing does not exist');
});
