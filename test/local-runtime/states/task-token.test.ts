import { describe, expect, test } from 'vitest';
import type { StateList, TaskState } from '#infra/local-runtime/states/definition.ts';
import { functionFails, INVOKE, RunningMachine, SEND_AND_WAIT } from './running-machine.ts';

function waiting(limits: Pick<TaskState, 'TimeoutSeconds' | 'HeartbeatSeconds' | 'Retry'> = {}): StateList {
  const Arguments = { QueueUrl: 'q', MessageBody: { token: '{% $states.context.Task.Token %}' } };
  return {
    StartAt: 'Ask',
    States: { Ask: { Type: 'Task', Resource: SEND_AND_WAIT, Arguments, ...limits, End: true } },
  };
}

function tokens(machine: RunningMachine): string[] {
  return machine.calls.map(({ input }) => (JSON.parse(String(input.MessageBody)) as { token: string }).token);
}

async function asked(machine: RunningMachine): Promise<string> {
  await machine.until(1);
  return tokens(machine).at(-1) ?? '';
}

describe('a task that waits for its token', () => {
  test('goes on with the output that is sent for it', async () => {
    const machine = new RunningMachine(waiting());
    const run = await machine.start();
    await machine.ask('SendTaskSuccess', { taskToken: await asked(machine), output: '{"yes":true}' });
    await machine.clock.drive();
    expect(await run.output()).toEqual({ yes: true });
    expect(await run.eventTypes()).toContain('TaskSubmitted');
  });

  test('fails with the error that is sent for it', async () => {
    const machine = new RunningMachine(waiting());
    const run = await machine.start();
    await machine.ask('SendTaskFailure', { taskToken: await asked(machine), error: 'Refused', cause: 'by hand' });
    await machine.clock.drive();
    expect(await run.describe()).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'by hand' });
  });

  test('takes an answer that comes before the call has returned', async () => {
    const machine: RunningMachine = new RunningMachine(waiting(), async () => {
      await machine.ask('SendTaskSuccess', { taskToken: tokens(machine).at(-1) ?? '', output: '"early"' });
      return { MessageId: '1' };
    });
    const run = await machine.run();
    expect(await run.output()).toBe('early');
    expect((await run.eventTypes()).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ]);
  });

  test('gets a new token with each attempt, and the old one is closed', async () => {
    const machine = new RunningMachine(
      waiting({
        TimeoutSeconds: 60,
        Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 10, MaxAttempts: 1 }],
      }),
    );
    const run = await machine.start();
    await machine.until(75);
    const [first = '', second = ''] = tokens(machine);
    expect(second).not.toBe(first);
    await expect(machine.ask('SendTaskSuccess', { taskToken: first, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    await machine.ask('SendTaskSuccess', { taskToken: second, output: '2' });
    await machine.clock.drive();
    expect(await run.output()).toBe(2);
  });

  test('times out after TimeoutSeconds, which may be an expression', async () => {
    const machine = new RunningMachine(waiting({ TimeoutSeconds: '{% $states.input.days * 86400 %}' }));
    const run = await machine.start({ days: 3 });
    await machine.until(3 * 86400 - 1);
    expect(await run.describe()).toMatchObject({ status: 'RUNNING' });
    await machine.until(3 * 86400);
    expect(await run.describe()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(await run.eventTypes()).toContain('TaskTimedOut');
  });

  test('lives as long as heartbeats come in time', async () => {
    const machine = new RunningMachine(waiting({ HeartbeatSeconds: 3600 }));
    const run = await machine.start();
    const taskToken = await asked(machine);
    for (const hour of [0.9, 1.8, 2.7]) {
      await machine.until(hour * 3600);
      await machine.ask('SendTaskHeartbeat', { taskToken });
    }
    await machine.until(3.6 * 3600);
    expect(await run.describe()).toMatchObject({ status: 'RUNNING' });
    await machine.until(3.8 * 3600);
    expect(await run.describe()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('a missed heartbeat can be caught as States.HeartbeatTimeout', async () => {
    const { States } = waiting({ HeartbeatSeconds: 5 });
    const Ask = { ...States.Ask, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Output: 'silent', Next: 'End' }] };
    const machine = new RunningMachine({
      StartAt: 'Ask',
      States: { Ask: Ask as TaskState, End: { Type: 'Succeed' } },
    });
    expect(await (await machine.run()).output()).toBe('silent');
  });

  test('refuses a second answer, an unknown token, a malformed token and an output that is no JSON', async () => {
    const machine = new RunningMachine(waiting());
    await machine.start();
    const taskToken = await asked(machine);
    await expect(machine.ask('SendTaskSuccess', { taskToken, output: '{' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
    await machine.ask('SendTaskSuccess', { taskToken, output: '1' });
    await expect(machine.ask('SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    await expect(machine.ask('SendTaskHeartbeat', { taskToken: 'x' })).rejects.toMatchObject({ code: 'InvalidToken' });
    const foreign = `A${taskToken.slice(1, -3)}x==`;
    await expect(machine.ask('SendTaskFailure', { taskToken: foreign })).rejects.toMatchObject({
      code: 'TaskDoesNotExist',
    });
  });

  test('is closed when the execution is stopped', async () => {
    const machine = new RunningMachine(waiting());
    const run = await machine.start();
    const taskToken = await asked(machine);
    await machine.ask('StopExecution', { executionArn: run.arn, error: 'Enough' });
    await expect(machine.ask('SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    expect(await run.describe()).toMatchObject({ status: 'ABORTED', error: 'Enough' });
  });
});

test('a call that never returns times out', async () => {
  const machine = new RunningMachine(
    { StartAt: 'Work', States: { Work: { Type: 'Task', Resource: INVOKE, TimeoutSeconds: 5, End: true } } },
    () => new Promise(() => undefined),
  );
  const run = await machine.run();
  expect(await run.describe()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
});

test('a function named directly gives its payload as the result and its own error name', async () => {
  const Resource = 'arn:aws:lambda:us-east-1:123456789012:function:work';
  const states: StateList = { StartAt: 'Work', States: { Work: { Type: 'Task', Resource, End: true } } };
  const good = await new RunningMachine(states, ({ input }) => ({ Payload: input.Payload ?? null })).run({ a: 1 });
  expect(await good.output()).toEqual({ a: 1 });
  const bad = await new RunningMachine(states, () => functionFails('Broken')).run();
  expect(await bad.eventTypes()).toContain('LambdaFunctionFailed');
  expect(await bad.describe()).toMatchObject({ error: 'Broken' });
});
