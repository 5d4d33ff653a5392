import { describe, expect, test } from 'vitest';
import { ServiceError } from '#infra/local-runtime/service.ts';
import type { Catcher, Retrier, StateList } from '#infra/local-runtime/states/definition.ts';
import { functionFails, INVOKE, RunningMachine } from './running-machine.ts';

function oneTask({
  Retry,
  Catch,
  Resource = INVOKE,
}: {
  Retry?: Retrier[];
  Catch?: Catcher[];
  Resource?: string;
}): StateList {
  return {
    StartAt: 'Work',
    States: {
      Work: {
        Type: 'Task',
        Resource,
        Arguments: { FunctionName: 'work' },
        ...(Retry && { Retry }),
        ...(Catch && { Catch }),
        End: true,
      },
      Broken: { Type: 'Pass', Output: 'broken', End: true },
      Limited: { Type: 'Pass', Output: 'limited', End: true },
      Anything: { Type: 'Pass', End: true },
    },
  };
}

describe('Retry', () => {
  const Retry = [
    { ErrorEquals: ['Throttled'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3, MaxDelaySeconds: 10 },
  ];

  test('waits the interval, multiplied by the backoff rate each time and bounded by the maximum delay', async () => {
    const machine = new RunningMachine(oneTask({ Retry }), () => functionFails('Throttled'));
    const run = await machine.run();
    expect(machine.callTimes).toEqual([0, 2, 8, 18]);
    expect(await run.describe()).toMatchObject({ status: 'FAILED', error: 'Throttled' });
  });

  test('ends with the first success, without entering the state again', async () => {
    const answer = (_: unknown, attempt: number) => (attempt < 3 ? functionFails('Throttled') : { Payload: 'done' });
    const run = await new RunningMachine(oneTask({ Retry }), answer).run();
    expect(await run.output()).toMatchObject({ Payload: 'done' });
    expect((await run.eventTypes()).filter((type) => type.startsWith('Task'))).toEqual([
      'TaskStateEntered',
      ...['TaskScheduled', 'TaskStarted', 'TaskFailed'],
      ...['TaskScheduled', 'TaskStarted', 'TaskFailed'],
      ...['TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
      'TaskStateExited',
    ]);
  });

  test('with full jitter waits a part of the delay that depends on the seed alone', async () => {
    const jitter = [
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 100, MaxAttempts: 2, JitterStrategy: 'FULL' as const },
    ];
    const timesOf = async (seed: number) => {
      const machine = new RunningMachine(oneTask({ Retry: jitter }), () => functionFails('Throttled'), seed);
      await machine.run();
      return machine.callTimes;
    };
    const [, second = 0, third = 0] = await timesOf(7);
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThan(100);
    expect(third - second).toBeLessThan(200);
    expect(await timesOf(7)).toEqual([0, second, third]);
    expect(await timesOf(8)).not.toEqual([0, second, third]);
  });

  test('counts the attempts of each retrier apart', async () => {
    const each = [
      { ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1 },
      { ErrorEquals: ['B'], IntervalSeconds: 5, MaxAttempts: 1 },
    ];
    const machine = new RunningMachine(oneTask({ Retry: each }), (_, attempt) =>
      functionFails(attempt % 2 ? 'A' : 'B'),
    );
    await machine.run();
    expect(machine.callTimes).toEqual([0, 1, 6]);
  });

  test('tells the state how often it has been retried', async () => {
    const states = oneTask({ Retry });
    const Arguments = { FunctionName: 'work', Payload: '{% $states.context.State.RetryCount %}' };
    const machine = new RunningMachine(
      { ...states, States: { ...states.States, Work: { ...states.States.Work, Arguments } as never } },
      (_, attempt) => (attempt < 3 ? functionFails('Throttled') : {}),
    );
    await machine.run();
    expect(machine.calls.map(({ input }) => input.Payload)).toEqual([0, 1, 2]);
  });
});

describe('Catch', () => {
  const Catch = [
    { ErrorEquals: ['Broken', 'Bent'], Next: 'Broken' },
    { ErrorEquals: ['States.Timeout'], Next: 'Limited' },
    { ErrorEquals: ['States.ALL'], Next: 'Anything' },
  ];

  test('the first catcher that names the error takes it', async () => {
    const outcome = async (name: string) =>
      (await new RunningMachine(oneTask({ Catch }), () => functionFails(name)).run()).output();
    expect(await outcome('Bent')).toBe('broken');
    expect(await outcome('Torn')).toMatchObject({ Error: 'Torn' });
  });

  test('is asked only after the retries are used up', async () => {
    const Retry = [{ ErrorEquals: ['Broken'], MaxAttempts: 2 }];
    const machine = new RunningMachine(oneTask({ Retry, Catch }), () => functionFails('Broken'));
    expect(await (await machine.run()).output()).toBe('broken');
    expect(machine.calls).toHaveLength(3);
  });

  test('its Assign and Output see the error', async () => {
    const all = [
      {
        ErrorEquals: ['States.TaskFailed'],
        Assign: { failure: '{% $states.errorOutput.Error %}' },
        Output: { said: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
        Next: 'Told',
      },
    ];
    const { States } = oneTask({ Catch: all });
    const machine = new RunningMachine(
      {
        StartAt: 'Work',
        States: {
          ...States,
          Told: { Type: 'Pass', Output: '{% $merge([$states.input, {"name": $failure}]) %}', End: true },
        },
      },
      () => functionFails('Broken', 'in two'),
    );
    expect(await (await machine.run()).output()).toEqual({ said: 'in two', name: 'Broken' });
  });

  test('errors of services carry the prefix and the words of the integration', async () => {
    const failed = async (Resource: string) => {
      const refuse = () => {
        throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed');
      };
      return await (await new RunningMachine(oneTask({ Resource }), refuse).run()).describe();
    };
    expect(await failed('arn:aws:states:::dynamodb:putItem')).toMatchObject({
      error: 'DynamoDB.ConditionalCheckFailedException',
      cause: expect.stringMatching(/^The conditional request failed \(Service: AmazonDynamoDBv2; Status Code: 400; /),
    });
    expect(await failed('arn:aws:states:::aws-sdk:dynamodb:putItem')).toMatchObject({
      error: 'DynamoDb.ConditionalCheckFailedException',
      cause: expect.stringMatching(/^The conditional request failed \(Service: DynamoDb, Status Code: 400, /),
    });
  });

  test('a result over 256 KiB fails the task', async () => {
    const run = await new RunningMachine(oneTask({}), () => ({ Payload: 'a'.repeat(257 * 1024) })).run();
    expect(await run.describe()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });
});
