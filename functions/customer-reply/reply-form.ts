import type { InputField } from '#functions/exception-types/exception-type.ts';
import type { Answer, LineOffer, Offer } from '#shared/domain/case.ts';
import { type Satisfaction, satisfactions } from '#shared/domain/satisfaction.ts';
import { Problem } from './problem.ts';
import { bodyLimitBytes } from './reply-fields.ts';

/** Most characters (code points) of a comment. */
export const commentLimit = 1000;

type Fields = ReadonlyMap<string, string>;

/** What a customer sent: an answer to an offer, or the wish to take the last answer back. */
export interface ReplyForm {
  readonly answer: Answer;
  readonly comment: string | undefined;
  /** What was filled in beside the choices that were made, by the field's name. */
  readonly values: ReadonlyMap<string, string>;
  readonly offerHash: string;
  /** The last four characters of the order number, asked for when money moves; nothing = not asked yet. */
  readonly confirmation: string | undefined;
  /** Back from the second page to the first, the choices kept. */
  readonly goesBack: boolean;
}

/** What stands in the form when it is shown: what was entered before, or nothing. */
export interface Entered {
  readonly choices: Readonly<Record<string, string>>;
  /** Absent = each field shows what stands in it at first. */
  readonly values?: ReadonlyMap<string, string>;
  readonly comment: string;
}

export const nothingEntered: Entered = { choices: {}, comment: '' };

/** How a field of the form is called. */
export const unitField = (unitId: string) => `unit.${unitId}`;

/** How a field beside a choice is called. */
export const inputField = (name: string) => `input.${name}`;

/** Units that are asked; the others were decided beforehand. */
export const askedUnits = (offer: Offer): LineOffer[] => offer.lines.filter(({ preset }) => preset === undefined);

/** Many short lines need a longer body than one. Bytes. */
export function bodyLimitFor(offer: Offer, inputs: readonly InputField[] = []): number {
  const longest = askedUnits(offer).map(
    ({ unitId, options }) =>
      Buffer.byteLength(unitField(unitId)) + 2 + Math.max(...options.map(({ choice }) => Buffer.byteLength(choice))),
  );
  const filled = inputs.map(({ name, maxLength }) => Buffer.byteLength(inputField(name)) + 2 + maxLength * 4);
  return Math.max(
    bodyLimitBytes,
    commentLimit * 4 + 512 + [...longest, ...filled].reduce((sum, bytes) => sum + bytes, 0),
  );
}

/** The newest question of the order is wanted once more; the field of that form. */
export const againField = 'again';

/** Whether a question is to be sent again. @throws Problem UNKNOWN_FIELD */
export function readAgain(fields: Fields): boolean {
  if (fields.has(againField) && fields.size > 1) throw new Problem('UNKNOWN_FIELD');
  return fields.has(againField);
}

/** What was corrected unasked is to be as it was. @throws Problem UNKNOWN_FIELD */
export function readUndo(fields: Fields): boolean {
  if (fields.has('undo') && fields.size > 1) throw new Problem('UNKNOWN_FIELD');
  return fields.has('undo');
}

/** The form that asks whether its reader is content names itself, so that it is known when nothing was chosen. */
export const satisfactionForm = { field: 'satisfaction', name: 'form', value: 'satisfaction' } as const;

/**
 * Whether the customer is content; nothing = the form is another one.
 * @throws Problem UNKNOWN_FIELD, CHOICE_NOT_OFFERED
 */
export function readSatisfaction(fields: Fields): { readonly chosen: Satisfaction | undefined } | undefined {
  const { field, name, value } = satisfactionForm;
  if (!fields.has(field) && fields.get(name) !== value) return undefined;
  for (const each of fields.keys()) if (each !== field && each !== name) throw new Problem('UNKNOWN_FIELD');
  const said = fields.get(field);
  const chosen = satisfactions.find((each) => each === said);
  if (said !== undefined && !chosen) throw new Problem('CHOICE_NOT_OFFERED');
  return { chosen };
}

/** The answer that is to be taken back; nothing = the form is an answer. @throws Problem UNKNOWN_FIELD */
export function readTakeBack(fields: Fields): string | undefined {
  const answerId = fields.get('take-back');
  if (answerId !== undefined && fields.size > 1) throw new Problem('UNKNOWN_FIELD');
  return answerId;
}

/**
 * The answer in a form's fields: `offer`, one `unit.<unitId>` per asked unit or `cancel=order`, `input.<name>` for each
 * field beside a choice, `comment`, `confirm`.
 * @throws Problem UNKNOWN_FIELD, CHOICE_REQUIRED, CHOICE_NOT_OFFERED, FIELDS_WRONG, COMMENT_TOO_LONG
 */
export function readReply(fields: Fields, offer: Offer, inputs: readonly InputField[] = []): ReplyForm {
  const units = offer.lines.map(({ unitId }) => unitField(unitId));
  const offered = offer.lines.flatMap(({ options }) => options.flatMap((option) => option.inputs ?? []));
  const known = new Set(['offer', 'confirm', 'comment', 'back', 'cancel', ...units, ...offered.map(inputField)]);
  for (const name of fields.keys()) if (!known.has(name)) throw new Problem('UNKNOWN_FIELD');
  const answer = answerIn(fields, offer);
  return {
    answer,
    comment: commentIn(fields),
    values: valuesIn(fields, inputsOf(offer, answer), inputs),
    offerHash: fields.get('offer') ?? '',
    confirmation: fields.get('confirm'),
    goesBack: fields.has('back'),
  };
}

/** What can be shown again of a form that was refused: choices that are offered, and the comment. */
export function enteredIn(fields: Fields, offer: Offer): Entered {
  const choices = askedUnits(offer).flatMap((unit) => {
    const choice = fields.get(unitField(unit.unitId));
    return choice !== undefined && isOffered(unit, choice) ? [[unit.unitId, choice] as const] : [];
  });
  const values = new Map(
    [...fields].flatMap(([name, value]) =>
      name.startsWith(inputField('')) ? [[name.slice(inputField('').length), lineOf(value)] as const] : [],
    ),
  );
  return {
    choices: Object.fromEntries(choices),
    comment: plainText(fields.get('comment') ?? ''),
    ...(values.size > 0 && { values }),
  };
}

const isOffered = ({ options }: LineOffer, choice: string) => options.some((option) => option.choice === choice);

function answerIn(fields: Fields, offer: Offer): Answer {
  if (fields.has('cancel')) {
    if (fields.get('cancel') !== 'order' || !offer.cancelOrder) throw new Problem('CHOICE_NOT_OFFERED');
    return { cancelOrder: true };
  }
  const choices = offer.lines.map((unit) => ({ unit, choice: fields.get(unitField(unit.unitId)) ?? unit.preset }));
  const unoffered = choices.filter(
    ({ unit, choice }) =>
      choice !== undefined && (!isOffered(unit, choice) || (unit.preset !== undefined && choice !== unit.preset)),
  );
  if (unoffered.length > 0)
    throw new Problem('CHOICE_NOT_OFFERED', { units: unoffered.map(({ unit }) => unit.unitId) });
  const missing = choices.filter(({ choice }) => choice === undefined);
  if (missing.length > 0) throw new Problem('CHOICE_REQUIRED', { units: missing.map(({ unit }) => unit.unitId) });
  return { choices: Object.fromEntries(choices.map(({ unit, choice }) => [unit.unitId, choice!])) };
}

/** Names of the fields that belong to the choices of an answer. */
export function inputsOf(offer: Offer, answer: Answer): ReadonlySet<string> {
  if ('cancelOrder' in answer) return new Set();
  const chosen = offer.lines.flatMap(({ unitId, options }) =>
    options.filter(({ choice }) => choice === answer.choices[unitId]),
  );
  return new Set(chosen.flatMap(({ inputs = [] }) => inputs));
}

/** What was filled in for the choices that were made; what stands beside other choices is let be. */
function valuesIn(fields: Fields, wanted: ReadonlySet<string>, inputs: readonly InputField[]): Map<string, string> {
  const asked = inputs.filter(({ name }) => wanted.has(name));
  const values = new Map(asked.map(({ name }) => [name, lineOf(fields.get(inputField(name)) ?? '')] as const));
  const wrong = asked.flatMap(({ name, required, maxLength }): [string, string][] => {
    const length = [...(values.get(name) ?? '')].length;
    if (length > maxLength) return [[name, tooLong]];
    return required && length === 0 ? [[name, missing]] : [];
  });
  if (wrong.length > 0) throw new Problem('FIELDS_WRONG', { fields: Object.fromEntries(wrong) });
  return values;
}

/** What the page itself finds wrong with a field; any other code is its type's. */
export const missing = 'MISSING';
export const tooLong = 'TOO_LONG';

/** A field is one line. */
const lineOf = (text: string) => plainText(text).replace(/\s+/g, ' ').trim();

function commentIn(fields: Fields): string | undefined {
  const comment = plainText(fields.get('comment') ?? '').trim();
  const count = [...comment].length;
  if (count > commentLimit) throw new Problem('COMMENT_TOO_LONG', { count, allowed: commentLimit });
  return comment || undefined;
}

/** Characters that a reader does not see but that change what he sees: controls but the line feed, and bidi overrides. */
const invisible = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Text as a person wrote it, without what only acts on a screen. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(invisible, (each) => (each === '\n' || each === '\t' ? each : ''));
}
