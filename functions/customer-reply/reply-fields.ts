import { Problem } from './problem.ts';

/** The body of a POST as it came. */
export interface ReplyBody {
  /** Without parameters, in lower case. */
  readonly mediaType: string;
  readonly text: string;
}

/** Largest body, counted once it is decoded: 1,000 Chinese characters are 9,000 bytes on the wire and 3,000 as text. */
export const bodyLimitBytes = 8192;
/** A percent-encoded byte takes three; what is longer than that is not decoded at all. */
const wireFactor = 3;

/**
 * The fields of a body, a form or a flat JSON object of texts. `limit` is in bytes of decoded text.
 * @throws Problem BODY_TOO_LARGE, BAD_ENCODING, BAD_JSON, DUPLICATE_FIELD
 */
export function readFields({ mediaType, text }: ReplyBody, limit = bodyLimitBytes): ReadonlyMap<string, string> {
  if (Buffer.byteLength(text) > limit * wireFactor) throw new Problem('BODY_TOO_LARGE');
  const pairs = mediaType === 'application/json' ? pairsOfJson(text) : pairsOfForm(text);
  const size = pairs.reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value) + 2, 0);
  if (size > limit) throw new Problem('BODY_TOO_LARGE');
  const fields = new Map(pairs);
  if (fields.size < pairs.length) throw new Problem('DUPLICATE_FIELD');
  return fields;
}

type Pair = readonly [name: string, value: string];

function pairsOfForm(text: string): Pair[] {
  if (text.includes('\uFFFD')) throw new Problem('BAD_ENCODING');
  return text
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const cut = pair.indexOf('=');
      return cut === -1 ? [decoded(pair), ''] : [decoded(pair.slice(0, cut)), decoded(pair.slice(cut + 1))];
    });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    throw new Problem('BAD_ENCODING');
  }
}

const textToken = /"(?:[^"\\]|\\.)*"/g;

function pairsOfJson(text: string): Pair[] {
  if (text.includes('\uFFFD')) throw new Problem('BAD_ENCODING');
  const pairs = Object.entries(parsed(text));
  if (!pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string')) throw new Problem('BAD_JSON');
  if (!pairs.flat().every((each) => each.isWellFormed())) throw new Problem('BAD_ENCODING');
  // The parser keeps the last of two equal names; in a flat object of texts the tokens tell that there were two.
  if ((text.match(textToken)?.length ?? 0) > pairs.length * 2) throw new Problem('DUPLICATE_FIELD');
  return pairs;
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    throw new Problem('BAD_JSON');
  }
  throw new Problem('BAD_JSON');
}
