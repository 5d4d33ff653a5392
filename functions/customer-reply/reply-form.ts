import type { Answer, LineOffer, Offer } from '#shared/domain/case.ts';
import { Problem } from './problem.ts';
import { bodyLimitBytes } from './reply-fields.ts';

/** Most characters (code points) of a comment. */
export const commentLimit = 1000;

type Fields = ReadonlyMap<string, string>;

/** What a customer sent: an answer to an offer, or the wish to take the last answer back. */
export interface ReplyForm {
  readonly answer: Answer;
  readonly comment: string | undefined;
  readonly offerHash: string;
  /** The last four characters of the order number, asked for when money moves; nothing = not asked yet. */
  readonly confirmation: string | undefined;
  /** Back from the second page to the first, the choices kept. */
  readonly goesBack: boolean;
}

/** What stands in the form when it is shown: what was entered before, or nothing. */
export interface Entered {
  readonly choices: Readonly<Record<string, string>>;
  readonly comment: string;
}

export const nothingEntered: Entered = { choices: {}, comment: '' };

/** How a field of the form is called. */
export const unitField = (unitId: string) => `unit.${unitId}`;

/** Units that are asked; the others were decided beforehand. */
export const askedUnits = (offer: Offer): LineOffer[] => offer.lines.filter(({ preset }) => preset === undefined);

/** Many short lines need a longer body than one. Bytes. */
export function bodyLimitFor(offer: Offer): number {
  const longest = askedUnits(offer).map(
    ({ unitId, options }) =>
      Buffer.byteLength(unitField(unitId)) + 2 + Math.max(...options.map(({ choice }) => Buffer.byteLength(choice))),
  );
  return Math.max(bodyLimitBytes, commentLimit * 4 + 512 + longest.reduce((sum, bytes) => sum + bytes, 0));
}

/** The answer that is to be taken back; nothing = the form is an answer. @throws Problem UNKNOWN_FIELD */
export function readTakeBack(fields: Fields): string | undefined {
  const answerId = fields.get('take-back');
  if (answerId !== undefined && fields.size > 1) throw new Problem('UNKNOWN_FIELD');
  return answerId;
}

/**
 * The answer in a form's fields: `offer`, one `unit.<unitId>` per asked unit or `cancel=order`, `comment`, `confirm`.
 * @throws Problem UNKNOWN_FIELD, CHOICE_REQUIRED, CHOICE_NOT_OFFERED, COMMENT_TOO_LONG
 */
export function readReply(fields: Fields, offer: Offer): ReplyForm {
  const units = offer.lines.map(({ unitId }) => unitField(unitId));
  const known = new Set(['offer', 'confirm', 'comment', 'back', 'cancel', ...units]);
  for (const name of fields.keys()) if (!known.has(name)) throw new Problem('UNKNOWN_FIELD');
  return {
    answer: answerIn(fields, offer),
    comment: commentIn(fields),
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
  return { choices: Object.fromEntries(choices), comment: plainText(fields.get('comment') ?? '') };
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
