import { describe, expect, test } from 'vitest';
import type { StateList } from '#infra/local-runtime/states/definition.ts';
import { MACHINE, RunningMachine } from './running-machine.ts';

const waits: StateList = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 60, End: true } } };
const start = (machine: RunningMachine, name: string, input = '{"a":1}') =>
  machine.ask('StartExecution', { stateMachineArn: MACHINE, name, input });

describe('StartExecution', () => {
  test('with the same name and input is the same start while the execution runs', async () => {
    const machine = new RunningMachine(waits);
    const first = await start(machine, 'same');
    await machine.until(5);
    expect(await start(machine, 'same', '{ "a": 1 }')).toEqual(first);
    expect(machine.statusChanges).toEqual(['RUNNING']);
  });

  test('with the same name and another input, or after the end, is refused', async () => {
    const machine = new RunningMachine(waits);
    await start(machine, 'same');
    await expect(start(machine, 'same', '{"a":2}')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await machine.clock.drive();
    await expect(start(machine, 'same')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });

  test('refuses unknown machines, bad names and input that is no JSON', async () => {
    const machine = new RunningMachine(waits);
    await expect(machine.ask('StartExecution', { stateMachineArn: 'x' })).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
    await expect(start(machine, 'a b')).rejects.toMatchObject({ code: 'InvalidName' });
    await expect(start(machine, 'good', '{')).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
  });
});

test('status changes are told as they happen', async () => {
  const machine = new RunningMachine(waits);
  await machine.run();
  expect(machine.statusChanges).toEqual(['RUNNING', 'SUCCEEDED']);
});

test('an execution over its TimeoutSeconds is timed out', async () => {
  const machine = new RunningMachine({ ...waits, TimeoutSeconds: 30 });
  const run = await machine.run();
  expect(await run.describe()).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  expect((await run.eventTypes()).at(-1)).toBe('ExecutionTimedOut');
});

test('a stopped execution writes nothing more', async () => {
  const machine = new RunningMachine(waits);
  const run = await machine.start();
  await machine.until(10);
  await machine.ask('StopExecution', { executionArn: run.arn });
  await machine.clock.drive();
  expect(await run.eventTypes()).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionAborted']);
});

test('lists executions, newest first, by status', async () => {
  const machine = new RunningMachine(waits);
  await start(machine, 'one');
  await machine.until(61);
  await start(machine, 'two');
  const names = async (statusFilter?: string) => {
    const { executions } = await machine.ask('ListExecutions', {
      stateMachineArn: MACHINE,
      ...(statusFilter && { statusFilter }),
    });
    return (executions as { name: string }[]).map(({ name }) => name);
  };
  expect(await names()).toEqual(['two', 'one']);
  expect(await names('SUCCEEDED')).toEqual(['one']);
});

test('the history can be read page by page and backwards', async () => {
  const machine = new RunningMachine(waits);
  const { arn } = await machine.run();
  const first = await machine.ask('GetExecutionHistory', { executionArn: arn, maxResults: 3 });
  const second = await machine.ask('GetExecutionHistory', {
    executionArn: arn,
    maxResults: 3,
    nextToken: first.nextToken,
  });
  expect([first, second].map(({ events }) => (events as { id: number }[]).map(({ id }) => id))).toEqual([
    [1, 2, 3],
    [4],
  ]);
  expect(second.nextToken).toBeUndefined();
  const backwards = await machine.ask('GetExecutionHistory', { executionArn: arn, reverseOrder: true });
  expect((backwards.events as { id: number }[])[0]?.id).toBe(4);
});
