import { expect, test } from 'vitest';
import type { Definition, State } from '#infra/local-runtime/states/definition.ts';
import { lint } from '#infra/local-runtime/states/lint.ts';
import { RunningMachine } from './running-machine.ts';

const task = (fields: object) =>
  ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...fields }) as State;
const problems = (States: Record<string, State>) =>
  lint({ QueryLanguage: 'JSONata', StartAt: 'A', States: { ...States, End: { Type: 'Succeed' } } } as Definition);

test('an undefined variable is found, one that any state assigns is not', () => {
  const A: State = { Type: 'Pass', Assign: { known: 1 }, Next: 'B' };
  const B: State = { Type: 'Pass', Output: ['{% $known %}', '{% $unknown %}'], End: true };
  expect(problems({ A, B })).toEqual(["State 'B': Output[1] uses the undefined variable $unknown."]);
});

test('names that an expression binds itself are no undefined variables', () => {
  const Output = '{% ($f := function($x) { $x + $y }; $y := 1; $map([1], $f) ~> $sum) %}';
  expect(
    problems({
      A: { Type: 'Pass', Output: '{% ($y := 1; $f := function($x) { $x + $y }; $map([1], $f) ~> $sum) %}', End: true },
    }),
  ).toEqual([]);
  expect(
    problems({ A: { Type: 'Pass', Output: '{% $states.input.a@$b.c[$b.d = $].e#$i.{"n": $i} %}', End: true } }),
  ).toEqual([]);
  expect(problems({ A: { Type: 'Pass', Output, End: true } })).toHaveLength(1);
});

test('variables of a Map iteration are not known outside it', () => {
  const A = {
    Type: 'Map',
    Items: [1],
    ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', Assign: { own: 1 }, End: true } } },
    Output: '{% $own %}',
    End: true,
  } as State;
  expect(problems({ A })).toEqual(["State 'A': Output uses the undefined variable $own."]);
});

test.each([
  ['arn:aws:states:::lambda:invokee', 'the optimized integrations of'],
  ['arn:aws:states:::dynamo:putItem', 'no optimized integration'],
  ['arn:aws:states:::dynamodb:putItem.waitForTaskToken', 'no .waitForTaskToken'],
  ['arn:aws:states:::aws-sdk:s3:getObject', 'does not know the service'],
  ['arn:aws:states:::states:startExecution.sync', 'neither a Lambda function nor'],
  ['invoke', 'neither a Lambda function nor'],
])('the resource %s is refused', (Resource, why) => {
  expect(problems({ A: task({ Resource }) })).toEqual([expect.stringContaining(why)]);
});

test('States.ALL stands alone and last', () => {
  const Catch = [
    { ErrorEquals: ['States.ALL'], Next: 'End' },
    { ErrorEquals: ['A', 'States.ALL'], Next: 'End' },
  ];
  expect(problems({ A: task({ Catch }) })).toEqual([
    "State 'A': States.ALL must be the last of Catch, but is Catch[0].",
    "State 'A': States.ALL must stand alone in Catch[1].",
  ]);
});

test('$states.errorOutput exists inside Catch only', () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'End' }];
  expect(problems({ A: task({ Catch }) })).toEqual([]);
  expect(problems({ A: task({ Output: '{% $states.errorOutput.Error %}' }) })).toEqual([
    "State 'A': Output uses $states.errorOutput, which exists inside Catch only.",
  ]);
});

test('a machine with problems is not loaded', () => {
  expect(() => new RunningMachine({ StartAt: 'A', States: { A: task({ Resource: 'x' }) } })).toThrow(
    /'flow' cannot be loaded/,
  );
});
