import { camelCase } from './type-name.ts';

/**
 * The files of a type that nothing is known of but its name. What only its author can say is marked by a text that
 * begins with `unwritten:`; the completeness test finds every such text and says what belongs there.
 */
export function skeletonOf(name: string): Readonly<Record<string, string>> {
  const folder = `functions/exception-types/${name}`;
  return {
    [`${folder}/definition.ts`]: definition(name),
    [`${folder}/detect.ts`]: detect(),
    [`${folder}/policy.ts`]: policy(),
    [`${folder}/messages.ts`]: messages(),
    [`state-machines/exception-types/${name}.asl.json`]: machine(),
    [`test/exception-types/${name}.scenario.test.ts`]: scenario(name),
  };
}

const definition = (name: string) => `import type { ExceptionType } from '../exception-type.ts';
import { findingOf } from './detect.ts';
import { messages } from './messages.ts';
import { mend, movesMoney, offerFor, onSilence } from './policy.ts';

export const ${camelCase(name)}: ExceptionType = {
  key: '${name}',
  rank: 5,
  settleSeconds: 120,
  rules: { orders: findingOf },
  offer: offerFor,
  silence: onSilence,
  movesMoney,
  mend,
  messages,
};
`;

const detect = () => `import type { ExceptionType } from '../exception-type.ts';

export const findingOf: NonNullable<ExceptionType['rules']['orders']> = () => {
  throw new Error('unwritten: which orders are in this trouble, and the key of its cause');
};
`;

const policy = () => `import type { ExceptionType } from '../exception-type.ts';

export const offerFor: ExceptionType['offer'] = () => {
  throw new Error('unwritten: what the customer may choose from, best first');
};

export const onSilence: ExceptionType['silence'] = () => {
  throw new Error('unwritten: what no answer means, or nothing when staff decide');
};

export const movesMoney: ExceptionType['movesMoney'] = () => {
  throw new Error('unwritten: which answers refund or cancel, so that they ask for a confirmation');
};

export const mend: ExceptionType['mend'] = () => {
  throw new Error('unwritten: the lines of the order after an answer, and the money that goes back');
};
`;

const messages = () => `import type { Language } from '#shared/domain/primitives.ts';
import type { TypeMessages } from '../exception-type.ts';

export const messages: Record<Language, TypeMessages> = {
${['zh-TW', 'zh-CN', 'en'].map(wordsIn).join('\n')}
};
`;

const wordsIn = (language: string) => `  ${language.includes('-') ? `'${language}'` : language}: {
    question: () => ({ subject: 'unwritten: question in ${language}', paragraphs: [] }),
    reminder: () => ({ subject: 'unwritten: reminder in ${language}', paragraphs: [] }),
    done: () => ({ subject: 'unwritten: closing words in ${language}', paragraphs: [] }),
    option: () => 'unwritten: a choice in ${language}',
  },`;

const scenario = (name: string) => `import { expect, test } from 'vitest';

test('unwritten: one sentence of what ${name} is and how it ends', () => {
  expect.fail('unwritten: a scenario on the local runtime, see the other files of this folder');
});
`;

const patience = {
  ErrorEquals: [
    'Lambda.ServiceException',
    'Lambda.TooManyRequestsException',
    'Lambda.SdkClientException',
    'ConcurrentWrite',
  ],
  IntervalSeconds: 2,
  MaxAttempts: 6,
  BackoffRate: 2,
  JitterStrategy: 'FULL',
};
const untilResumed = { ErrorEquals: ['Paused'], IntervalSeconds: 300, MaxAttempts: 2000, BackoffRate: 1 };

const task = (token: string, Next: string, fields: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: `\${${token}}`, Payload: '{% $states.context.Execution.Input %}' },
  Output: '{% $states.result.Payload %}',
  Retry: [untilResumed, patience],
  ...fields,
  Next,
});
const when = (next: string, Next: string) => ({ Condition: `{% $states.input.next = '${next}' %}`, Next });
const until = (Next: string) => ({ Type: 'Wait', Timestamp: '{% $states.input.until %}', Next });

/** Settle, look again, ask, obey: the steps that all types share, to be changed where this one differs. */
const machine = () =>
  `${JSON.stringify(
    {
      Comment: 'unwritten: this trouble and its way out, in one sentence.',
      QueryLanguage: 'JSONata',
      StartAt: 'Look again',
      States: {
        'Look again': task('lookAgain', 'Does it last'),
        'Does it last': {
          Type: 'Choice',
          Choices: [when('settle', 'Let it settle'), when('ask', 'Hear the answer')],
          Default: 'Done',
        },
        'Let it settle': until('Look again'),
        'Hear the answer': task('hearAnswer', 'What was answered'),
        'What was answered': {
          Type: 'Choice',
          Choices: [
            when('ask', 'Ask the customer'),
            when('stand', 'Let the answer stand'),
            when('make-final', 'Make the answer final'),
            when('silence', 'Decide on silence'),
            when('act', 'Carry out the decision'),
          ],
          Default: 'Done',
        },
        'Ask the customer': task('askCustomer', 'Hear the answer', {
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Arguments: {
            FunctionName: '${askCustomer}',
            Payload: "{% $merge([$states.context.Execution.Input, { 'taskToken': $states.context.Task.Token }]) %}",
          },
          Output: undefined,
          TimeoutSeconds: '{% $states.input.timeoutSeconds %}',
          Catch: [{ ErrorEquals: ['States.Timeout', 'AlreadyDecided'], Next: 'Hear the answer' }],
        }),
        'Let the answer stand': until('Hear the answer'),
        'Decide on silence': task('decideOnSilence', 'Hear the answer'),
        'Make the answer final': task('makeFinal', 'Hear the answer'),
        'Carry out the decision': task('carryOut', 'Is all carried out'),
        'Is all carried out': {
          Type: 'Choice',
          Choices: [when('more', 'Carry out the decision')],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
    },
    null,
    2,
  )}\n`;
