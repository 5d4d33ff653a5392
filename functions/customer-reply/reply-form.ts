import type { Answer, Offer } from '#shared/domain/case.ts';
import { Problem } from './problem.ts';

/** Largest body that is read. */
const bodyLimitBytes = 8192;

export interface ReplyForm {
  readonly answer: Answer;
  readonly offerHash: string;
  /** The last four characters of the order number, asked for when money moves. */
  readonly confirmation: string | undefined;
}

/**
 * The answer in a form body: `offer`, one `unit.<unitId>` per unit or `cancel=order`, and `confirm`.
 * @throws Problem DUPLICATE_FIELD, UNKNOWN_FIELD, CHOICE_REQUIRED, CHOICE_NOT_OFFERED, BAD_ENCODING, BODY_TOO_LARGE
 */
export function readReply(body: string, offer: Offer): ReplyForm {
  if (Buffer.byteLength(body) > bodyLimitBytes) throw new Problem('BODY_TOO_LARGE');
  const fields = decode(body);
  const known = new Set(['offer', 'confirm', 'cancel', ...offer.lines.map(({ unitId }) => `unit.${unitId}`)]);
  for (const name of fields.keys()) if (!known.has(name)) throw new Problem('UNKNOWN_FIELD');
  return {
    answer: answerIn(fields, offer),
    offerHash: fields.get('offer') ?? '',
    confirmation: fields.get('confirm'),
  };
}

function answerIn(fields: ReadonlyMap<string, string>, offer: Offer): Answer {
  if (fields.has('cancel')) {
    if (fields.get('cancel') !== 'order' || !offer.cancelOrder) throw new Problem('CHOICE_NOT_OFFERED');
    return { cancelOrder: true };
  }
  const choices = offer.lines.map(({ unitId, options, preset }) => {
    const choice = fields.get(`unit.${unitId}`) ?? preset;
    if (!choice) throw new Problem('CHOICE_REQUIRED');
    if (!options.some((option) => option.choice === choice)) throw new Problem('CHOICE_NOT_OFFERED');
    return [unitId, choice] as const;
  });
  return { choices: Object.fromEntries(choices) };
}

function decode(body: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const pair of body.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.split('=', 2).map(decodePart);
    if (fields.has(name)) throw new Problem('DUPLICATE_FIELD');
    fields.set(name, value);
  }
  return fields;
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Problem('BAD_ENCODING');
  }
}
