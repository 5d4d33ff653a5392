import { describe, expect, test } from 'vitest';
import type { Json } from '#infra/local-runtime/service.ts';
import { RunningMachine } from './running-machine.ts';

const pass = (Output: Json) =>
  new RunningMachine({ StartAt: 'Say', States: { Say: { Type: 'Pass', Output, End: true } } });
const said = async (Output: Json, input: Json = {}) => (await pass(Output).run(input)).output();

describe('the functions that Step Functions adds', () => {
  test.each([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(0, 10, 5)', [0, 5, 10]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$hash("abc", "SHA-1")', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['$parse("{\\"a\\": [1]}")', { a: [1] }],
    ['$random(7) = $random(7)', true],
    ['$uuid() != $uuid()', true],
    ['$millis()', Date.parse('2026-01-01T00:00:00Z')],
    ['$now()', '2026-01-01T00:00:00.000Z'],
    ['$now("[Y0001]/[M01]")', '2026/01'],
  ])('%s', async (expression, result) => {
    expect(await said(`{% ${expression} %}`)).toEqual(result);
  });
});

test('a template is evaluated wherever an expression stands, and other text is left alone', async () => {
  expect(
    await said({ sum: '{% $states.input.a + 1 %}', list: ['{% $states.input.a %}', 'a {% b %}'] }, { a: 1 }),
  ).toEqual({
    sum: 2,
    list: [1, 'a {% b %}'],
  });
});

test.each<Json>(['ask', 'other', '', 1, true, false, null, {}, { c: [1] }, [], [1], [1, 'ask'], [{ c: 1 }]])(
  'a path, and a path compared with a text, give what a longer expression of the same meaning gives, for %j',
  async (held) => {
    for (const input of [{ a: held }, { a: { b: held } }, { a: [{ b: held }] }, {}]) {
      for (const path of ['$states.input.a', '$states.input.a.b']) {
        const outcome = async (expression: string) => {
          const run = await pass(`{% ${expression} %}`).run(input);
          const { status } = (await run.describe()) as { status: string };
          return status === 'SUCCEEDED' ? run.output() : status;
        };
        expect(await outcome(path)).toEqual(await outcome(`(${path})`));
        expect(await outcome(`${path} = 'ask'`)).toEqual(await outcome(`(${path}) = 'ask'`));
      }
    }
  },
);

test('what cannot be evaluated is recorded and fails the execution', async () => {
  const run = await pass({ deep: ['{% $states.input.missing %}'] }).run();
  const cause =
    "An error occurred while executing the state 'Say' (entered at the event id #2). " +
    "The JSONata expression '$states.input.missing' specified for the field 'Output/deep[0]' returned nothing (undefined).";
  expect(await run.describe()).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', cause });
  expect((await run.events())[2]).toMatchObject({
    type: 'EvaluationFailed',
    evaluationFailedEventDetails: { location: 'Output/deep[0]', state: 'Say', cause },
  });
});

test('an expression that throws says what JSONata says', async () => {
  const { cause } = await (await pass('{% $number("x") %}').run()).describe();
  expect(cause).toContain('threw an error during evaluation.');
});

test('Assign and Output see the variables as they were on entry', async () => {
  const machine = new RunningMachine({
    StartAt: 'One',
    States: {
      One: { Type: 'Pass', Assign: { n: 1 }, Next: 'Two' },
      Two: { Type: 'Pass', Assign: { n: '{% $n + 1 %}', m: '{% $n %}' }, Output: '{% $n %}', Next: 'Three' },
      Three: { Type: 'Succeed', Output: { before: '{% $states.input %}', n: '{% $n %}', m: '{% $m %}' } },
    },
  });
  expect(await (await machine.run()).output()).toEqual({ before: 1, n: 2, m: 1 });
});

test('a choice takes the first rule that is true, with its own Assign and Output', async () => {
  const machine = new RunningMachine({
    StartAt: 'Choose',
    States: {
      Choose: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.n > 5 %}', Output: 'large', Next: 'End' },
          { Condition: '{% $states.input.n > 3 %}', Output: 'middle', Next: 'End' },
        ],
        Default: 'End',
        Output: 'small',
      },
      End: { Type: 'Succeed' },
    },
  });
  const outputs = await Promise.all([9, 4, 1].map(async (n, i) => await machine.start({ n }, `run${i}`)));
  await machine.clock.drive();
  expect(await Promise.all(outputs.map((run) => run.output()))).toEqual(['large', 'middle', 'small']);
});

test('a choice without Default that matches nothing fails', async () => {
  const machine = new RunningMachine({
    StartAt: 'Choose',
    States: {
      Choose: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'End' }] },
      End: { Type: 'Succeed' },
    },
  });
  expect(await (await machine.run()).describe()).toMatchObject({ error: 'States.NoChoiceMatched' });
});

test('a wait ends at its timestamp', async () => {
  const machine = new RunningMachine({
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Timestamp: '{% $states.input %}', Output: '{% $now() %}', End: true } },
  });
  expect(await (await machine.run('2026-03-01T12:00:00+01:00')).output()).toBe('2026-03-01T11:00:00.000Z');
});
