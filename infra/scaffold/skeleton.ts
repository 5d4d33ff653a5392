import { camelCase } from './type-name.ts';

/** What a skeleton takes over from the types that are there already. */
export interface Precedent {
  /** The next free rank: who may ask first when two cases of one order have a question. */
  readonly rank: number;
  /** A state machine that calls shared handlers only, as JSON. */
  readonly machine: string;
}

/**
 * The files of a type that nothing is known of but its name. What only its author can say is marked by a text that
 * begins with `unwritten:`; the completeness test finds every such text and says what belongs there.
 */
export function skeletonOf(name: string, { rank, machine }: Precedent): Readonly<Record<string, string>> {
  const folder = `functions/exception-types/${name}`;
  return {
    [`${folder}/definition.ts`]: definition(name, rank),
    [`${folder}/settings.ts`]: settings,
    [`${folder}/detect.ts`]: detect,
    [`${folder}/policy.ts`]: policy,
    [`${folder}/messages.ts`]: messages,
    [`state-machines/exception-types/${name}.asl.json`]: commented(machine),
    [`test/exception-types/${name}.scenario.test.ts`]: scenario(name),
  };
}

const definition = (name: string, rank: number) => `import { exceptionType } from '../exception-type.ts';
import { findingOf } from './detect.ts';
import { messages } from './messages.ts';
import { mend, movesMoney, offerFor, presetOf, silenceMeans, slippedOrder, standingOf } from './policy.ts';
import { settings } from './settings.ts';

export const ${camelCase(name)} = exceptionType({
  key: '${name}',
  rank: ${rank},
  settings,
  messages,
  under: ({ reminderHours, reminders, ...thresholds }) => ({
    ...thresholds,
    reminderHours: Array.from({ length: reminders }, (_, i) => (i + 1) * reminderHours),
    hold: { reason: 'OTHER', from: 'settled' },
    reads: [],
    rules: { orders: findingOf },
    offer: offerFor,
    preset: presetOf,
    silence: silenceMeans,
    movesMoney,
    mend,
    standing: standingOf,
    slipped: slippedOrder,
  }),
});
`;

const settings = `import * as z from 'zod';
import { whole } from '#shared/domain/limits.ts';

/** Every default is the product's, each may be set per deployment. */
export const settings = z.strictObject({
  /** The cause must last this long before anything happens. */
  settleSeconds: whole('seconds', 0, 3600).default(120),
  answerHours: whole('hours', 1, 8760).default(48),
  reminderHours: whole('hours', 1, 8760).default(24),
  reminders: whole('reminders', 0, 3).default(1),
  /** An accepted wait is looked at this long before its date. */
  watchDaysBefore: whole('days', 0, 30).default(3),
});
`;

const detect = `import type { TypeRules } from '../exception-type.ts';

export const findingOf: NonNullable<TypeRules['rules']['orders']> = () => {
  throw new Error('unwritten: which orders are in this trouble, and the key of its cause');
};
`;

const policyParts = [
  ['offerFor', 'offer', 'what the customer may choose from, best first'],
  ['presetOf', 'preset', 'what is decided without a question'],
  ['silenceMeans', 'silence', 'what no answer means, or nothing when staff decide'],
  ['movesMoney', 'movesMoney', 'which answers refund or cancel, so that they ask for a confirmation'],
  ['mend', 'mend', 'the lines of the order after an answer, and the money that goes back'],
  ['standingOf', 'standing', 'how an accepted wait stands'],
  ['slippedOrder', 'slipped', 'what changes on the order when an accepted wait slips'],
] as const;

const policy = `import type { TypeRules } from '../exception-type.ts';
${policyParts
  .map(
    ([name, member, what]) => `
export const ${name}: TypeRules['${member}'] = () => {
  throw new Error('unwritten: ${what}');
};
`,
  )
  .join('')}`;

const wordsIn = (language: string) => `  ${language.includes('-') ? `'${language}'` : language}: {
    question: () => ({ subject: 'unwritten: question in ${language}', paragraphs: [] }),
    reminder: () => ({ subject: 'unwritten: reminder in ${language}', paragraphs: [] }),
    done: () => ({ subject: 'unwritten: closing words in ${language}', paragraphs: [] }),
    option: () => 'unwritten: a choice in ${language}',
    unit: () => 'unwritten: what is chosen for in ${language}',
  },
`;

const messages = `import type { Language } from '#shared/domain/primitives.ts';
import type { TypeMessages } from '../exception-type.ts';

export const messages: Record<Language, TypeMessages> = {
${['zh-TW', 'zh-CN', 'en'].map(wordsIn).join('')}};
`;

const scenario = (name: string) => `import { expect, test } from 'vitest';

test('unwritten: one sentence of what ${name} is and how it ends', () => {
  expect.fail('unwritten: a scenario on the local runtime, see the other files of this folder');
});
`;

/** The steps that all types share, to be changed where this one differs; the rest of the text stays as it is laid out. */
const commented = (machine: string) =>
  machine.replace(
    /"Comment": "(?:[^"\\]|\\.)*"/,
    '"Comment": "unwritten: this trouble and its way out, in one sentence."',
  );
