import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import type { StateList } from '#infra/local-runtime/states/definition.ts';
import { functionFails, INVOKE, MACHINE, RunningMachine, SEND_AND_WAIT } from './running-machine.ts';

const call = (FunctionName: string, Payload: JsonObject) => ({ FunctionName, Payload });

/** Remembers a number in a variable, then charges. */
const chargesAfterThinking: StateList = {
  StartAt: 'Think',
  States: {
    Think: {
      Type: 'Pass',
      Assign: { price: '{% $states.input.price * 2 %}' },
      Output: { thought: true },
      Next: 'Charge',
    },
    Charge: {
      Type: 'Task',
      Resource: INVOKE,
      Arguments: call('charge', {
        price: '{% $price %}',
        thought: '{% $states.input.thought %}',
        redrives: '{% $states.context.Execution.RedriveCount %}',
      }),
      Output: '{% $states.result.Payload %}',
      End: true,
    },
  },
};

const failsTheFirst = (times: number) => (_call: unknown, attempt: number) =>
  attempt <= times ? functionFails('Down') : { Payload: { paid: true } };

const redrive = (machine: RunningMachine, executionArn: string, clientToken?: string) =>
  machine.ask('RedriveExecution', { executionArn, ...(clientToken && { clientToken }) });

describe('an execution that failed', () => {
  test('runs on from the state where it stopped, with the same input and variables', async () => {
    const machine = new RunningMachine(chargesAfterThinking, failsTheFirst(1));
    const run = await machine.run({ price: 21 });
    expect(await run.describe()).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE', redriveCount: 0 });
    await redrive(machine, run.arn);
    expect(await run.describe()).toMatchObject({ status: 'RUNNING', redriveCount: 1, redriveStatus: 'NOT_REDRIVABLE' });
    await machine.clock.drive();
    expect(await run.output()).toEqual({ paid: true });
    expect(machine.calls.map(({ input }) => (input as { Payload: JsonObject }).Payload)).toEqual([
      { price: 42, thought: true, redrives: 0 },
      { price: 42, thought: true, redrives: 1 },
    ]);
  });

  test('keeps its history and goes on in it after ExecutionRedriven', async () => {
    const machine = new RunningMachine(chargesAfterThinking, failsTheFirst(1));
    const run = await machine.run({ price: 21 });
    const before = await run.events();
    await redrive(machine, run.arn);
    await machine.clock.drive();
    const events = await run.events();
    expect(events.slice(0, before.length)).toEqual(before);
    expect(events.slice(before.length).map(({ type }) => type)).toEqual([
      'ExecutionRedriven',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events[before.length]).toMatchObject({
      previousEventId: before.length,
      executionRedrivenEventDetails: { redriveCount: 1 },
    });
  });

  test('tells its status each time', async () => {
    const machine = new RunningMachine(chargesAfterThinking, failsTheFirst(1));
    const run = await machine.run({ price: 1 });
    await redrive(machine, run.arn);
    await machine.clock.drive();
    expect(machine.statusChanges).toEqual(['RUNNING', 'FAILED', 'RUNNING', 'SUCCEEDED']);
  });

  test('can fail and be redriven again, with its retries counted anew', async () => {
    const { Charge, ...others } = chargesAfterThinking.States;
    const patient: StateList = {
      StartAt: 'Think',
      States: {
        ...others,
        Charge: { ...Charge, Retry: [{ ErrorEquals: ['Down'], IntervalSeconds: 1, MaxAttempts: 1 }] } as never,
      },
    };
    const machine = new RunningMachine(patient, failsTheFirst(4));
    const run = await machine.run({ price: 1 });
    expect(machine.calls.length).toBe(2);
    await redrive(machine, run.arn);
    await machine.clock.drive();
    expect(machine.calls.length).toBe(4);
    await redrive(machine, run.arn);
    await machine.clock.drive();
    expect(await run.describe()).toMatchObject({ status: 'SUCCEEDED', redriveCount: 2 });
  });
});

test('an aborted execution waits for a new token; the old one is dead', async () => {
  const asks: StateList = {
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: SEND_AND_WAIT,
        Arguments: { QueueUrl: 'q', MessageBody: { token: '{% $states.context.Task.Token %}' } },
        End: true,
      },
    },
  };
  const machine = new RunningMachine(asks);
  const run = await machine.start();
  await machine.clock.drive();
  await machine.ask('StopExecution', { executionArn: run.arn });
  await redrive(machine, run.arn);
  await machine.clock.drive();
  const [first, second] = machine.calls.map(({ input }) => JSON.parse(String(input.MessageBody)).token);
  expect(second).not.toBe(first);
  await expect(machine.ask('SendTaskSuccess', { taskToken: first, output: '1' })).rejects.toMatchObject({
    code: 'TaskTimedOut',
  });
  await machine.ask('SendTaskSuccess', { taskToken: second, output: '2' });
  await machine.clock.drive();
  expect(await run.output()).toBe(2);
});

test('an execution that timed out has its whole time again', async () => {
  const machine = new RunningMachine({
    TimeoutSeconds: 60,
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: '{% $states.context.Execution.RedriveCount = 0 ? 90 : 50 %}', End: true },
    },
  });
  const run = await machine.run();
  expect(await run.describe()).toMatchObject({ status: 'TIMED_OUT' });
  await redrive(machine, run.arn);
  await machine.clock.drive();
  expect(await run.describe()).toMatchObject({ status: 'SUCCEEDED' });
});

test('of a Parallel state only the branches that failed or were aborted are done again', async () => {
  const task = (name: string) => ({
    StartAt: name,
    States: {
      [name]: { Type: 'Task', Resource: INVOKE, Arguments: call(name, {}), Output: name, End: true },
    },
  });
  const both = {
    StartAt: 'Both',
    States: { Both: { Type: 'Parallel', Branches: [task('good'), task('bad')], End: true } },
  };
  let down = true;
  const machine = new RunningMachine(both as StateList, ({ input }) =>
    input.FunctionName === 'bad' && down ? functionFails('Down') : {},
  );
  const run = await machine.run();
  expect(await run.describe()).toMatchObject({ status: 'FAILED' });
  down = false;
  await redrive(machine, run.arn);
  await machine.clock.drive();
  expect(await run.output()).toEqual(['good', 'bad']);
  expect(machine.calls.map(({ input }) => input.FunctionName)).toEqual(['good', 'bad', 'bad']);
});

test('of a Map state only the iterations that failed, were aborted or never began are done', async () => {
  const each = {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Items: '{% $states.input %}',
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: 'Do',
          States: {
            Do: {
              Type: 'Task',
              Resource: INVOKE,
              Arguments: { FunctionName: 'do', Payload: '{% $states.input %}' },
              Output: '{% $states.input %}',
              End: true,
            },
          },
        },
        End: true,
      },
    },
  };
  let down = true;
  const machine = new RunningMachine(each as StateList, ({ input }) =>
    input.Payload === 2 && down ? functionFails('Down') : {},
  );
  const run = await machine.run([1, 2, 3]);
  expect(await run.describe()).toMatchObject({ status: 'FAILED' });
  down = false;
  await redrive(machine, run.arn);
  await machine.clock.drive();
  expect(await run.output()).toEqual([1, 2, 3]);
  expect(machine.calls.map(({ input }) => input.Payload)).toEqual([1, 2, 2, 3]);
});

describe('RedriveExecution refuses', () => {
  test('an execution that runs or has succeeded', async () => {
    const machine = new RunningMachine(chargesAfterThinking, failsTheFirst(0));
    const run = await machine.start({ price: 1 });
    await expect(redrive(machine, run.arn)).rejects.toMatchObject({ code: 'ExecutionNotRedrivable' });
    await machine.clock.drive();
    await expect(redrive(machine, run.arn)).rejects.toThrow('Execution is SUCCEEDED and cannot be redriven');
    await expect(redrive(machine, `${MACHINE}:none`)).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  });

  test('an execution that ended more than 14 days ago', async () => {
    const machine = new RunningMachine(chargesAfterThinking, failsTheFirst(9));
    const run = await machine.run({ price: 1 });
    await machine.until(14 * 86_400 + 1);
    expect(await run.describe()).toMatchObject({
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution redrivable period exceeded',
    });
    await expect(redrive(machine, run.arn)).rejects.toMatchObject({ code: 'ExecutionNotRedrivable' });
  });
});

test('a redrive sent twice under one token is one redrive', async () => {
  const machine = new RunningMachine(chargesAfterThinking, failsTheFirst(1));
  const run = await machine.run({ price: 1 });
  const first = await redrive(machine, run.arn, 'once');
  expect(await redrive(machine, run.arn, 'once')).toEqual(first);
  await expect(redrive(machine, run.arn, 'twice')).rejects.toMatchObject({ code: 'ExecutionNotRedrivable' });
  await machine.clock.drive();
  expect(await run.describe()).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
});
