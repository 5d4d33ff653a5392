import { describe, expect, test } from 'vitest';
import type { MapState, StateList } from '#infra/local-runtime/states/definition.ts';
import { functionFails, INVOKE, RunningMachine } from './running-machine.ts';

const wait = (Seconds: number | string): StateList => ({
  StartAt: 'Wait',
  States: { Wait: { Type: 'Wait', Seconds, Output: '{% $states.input %}', End: true } },
});
const call: StateList = {
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task',
      Resource: INVOKE,
      Arguments: { FunctionName: 'f', Payload: '{% $states.input %}' },
      End: true,
    },
  },
};

function mapped(fields: Partial<MapState>): StateList {
  return {
    StartAt: 'Each',
    States: { Each: { Type: 'Map', Items: '{% $states.input.items %}', ItemProcessor: call, ...fields, End: true } },
  };
}

describe('Map', () => {
  test('keeps the results in the sequence of the items, whichever ends first', async () => {
    const ItemProcessor = wait('{% $states.input %}');
    const run = await new RunningMachine(mapped({ ItemProcessor })).run({ items: [30, 10, 20] });
    expect(await run.output()).toEqual([30, 10, 20]);
  });

  test('runs no more iterations at once than MaxConcurrency', async () => {
    const ItemProcessor = wait(10);
    const elapsed = async (MaxConcurrency: number) => {
      const machine = new RunningMachine(mapped({ ItemProcessor, MaxConcurrency }));
      const run = await machine.run({ items: [1, 2, 3, 4, 5] });
      const { startDate, stopDate } = await run.describe();
      return Number(stopDate) - Number(startDate);
    };
    expect(await elapsed(1)).toBe(50);
    expect(await elapsed(2)).toBe(30);
    expect(await elapsed(0)).toBe(10);
  });

  test('gives ItemSelector the item and its index', async () => {
    const ItemSelector = { at: '{% $states.context.Map.Item.Index %}', is: '{% $states.context.Map.Item.Value %}' };
    const machine = new RunningMachine(mapped({ ItemSelector, ItemProcessor: wait(0) }));
    expect(await (await machine.run({ items: ['a', 'b'] })).output()).toEqual([
      { at: 0, is: 'a' },
      { at: 1, is: 'b' },
    ]);
  });

  test('the first failed iteration aborts the others and fails the state', async () => {
    const machine = new RunningMachine(mapped({}), ({ input }) =>
      input.Payload === 2 ? functionFails('Broken') : new Promise(() => undefined),
    );
    const run = await machine.run({ items: [1, 2, 3] });
    const types = await run.eventTypes();
    expect(types.slice(types.indexOf('TaskFailed'))).toEqual([
      'TaskFailed',
      ...['MapIterationAborted', 'TaskStateAborted'],
      ...['MapIterationFailed', 'TaskStateAborted'],
      ...['MapIterationAborted', 'TaskStateAborted'],
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  test('tolerates as many failures as it is told to', async () => {
    const answer = ({ input }: { input: { Payload?: unknown } }) =>
      input.Payload === 2 ? functionFails('Broken') : { Payload: 'ok' };
    const run = await new RunningMachine(mapped({ ToleratedFailureCount: 1 }), answer as never).run({
      items: [1, 2, 3],
    });
    expect(await run.describe()).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('is retried and caught as a whole', async () => {
    const machine = new RunningMachine(
      mapped({
        Retry: [{ ErrorEquals: ['Broken'], IntervalSeconds: 7, MaxAttempts: 1 }],
        Output: '{% $states.result.Payload %}',
      }),
      (_, attempt) => (attempt === 1 ? functionFails('Broken') : { Payload: attempt }),
    );
    expect(await (await machine.run({ items: [1] })).output()).toBe(2);
    expect(machine.callTimes).toEqual([0, 7]);
  });

  test('needs an array', async () => {
    const run = await new RunningMachine(mapped({})).run({ items: 'none' });
    expect(await run.describe()).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining(`Expected 'array', but was 'string' for value: "none"`),
    });
  });

  test('an iteration reads the variables outside and keeps its own to itself', async () => {
    const states: StateList = {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { outer: 1 }, Next: 'Each' },
        Each: {
          Type: 'Map',
          Items: [1, 2],
          ItemProcessor: {
            StartAt: 'Inner',
            States: {
              Inner: { Type: 'Pass', Assign: { own: '{% $states.input + $outer %}' }, Next: 'Read' },
              Read: { Type: 'Pass', Output: '{% $own %}', End: true },
            },
          },
          Output: { result: '{% $states.result %}', outer: '{% $outer %}' },
          End: true,
        },
      },
    };
    expect(await (await new RunningMachine(states).run()).output()).toEqual({ result: [2, 3], outer: 1 });
  });
});

describe('Parallel', () => {
  const both = (first: StateList, second: StateList, Catch?: { ErrorEquals: string[]; Next: string }[]): StateList => ({
    StartAt: 'Both',
    States: {
      Both: { Type: 'Parallel', Branches: [first, second], ...(Catch && { Catch }), End: true },
      Failed: { Type: 'Pass', Output: 'caught', End: true },
    },
  });

  test('gives the results of its branches in the sequence in which they are written', async () => {
    const states = both(wait(20), { StartAt: 'Say', States: { Say: { Type: 'Pass', Output: 'now', End: true } } });
    const run = await new RunningMachine(states).run('in');
    expect(await run.output()).toEqual(['in', 'now']);
    expect(await run.eventTypes()).toContain('ParallelStateSucceeded');
  });

  test('the first failure stops the other branches, which write nothing more', async () => {
    const failing: StateList = { StartAt: 'Stop', States: { Stop: { Type: 'Fail', Error: 'Enough', Cause: 'of it' } } };
    const run = await new RunningMachine(both(wait(60), failing)).run();
    expect(await run.eventTypes()).toEqual([
      ...['ExecutionStarted', 'ParallelStateEntered', 'ParallelStateStarted'],
      ...['WaitStateEntered', 'FailStateEntered', 'WaitStateAborted', 'ParallelStateFailed', 'ExecutionFailed'],
    ]);
    expect(await run.describe()).toMatchObject({ error: 'Enough', cause: 'of it' });
  });

  test('its failure can be caught', async () => {
    const states = both(wait(60), call, [{ ErrorEquals: ['Broken'], Next: 'Failed' }]);
    const run = await new RunningMachine(states, () => functionFails('Broken')).run();
    expect(await run.output()).toBe('caught');
  });
});
