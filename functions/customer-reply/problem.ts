/** Stable codes for what can be wrong with a reply, with the HTTP status each answers (reliability page, B01 to B21). */
export const problems = {
  LINK_INVALID: 404,
  LINK_EXPIRED: 410,
  ALREADY_CLOSED: 410,
  SUPERSEDED: 410,
  ALREADY_ANSWERED: 409,
  OFFER_CHANGED: 409,
  CHOICE_REQUIRED: 422,
  CHOICE_NOT_OFFERED: 422,
  CONFIRMATION_MISMATCH: 422,
  DUPLICATE_FIELD: 400,
  UNKNOWN_FIELD: 400,
  BAD_ENCODING: 400,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE: 415,
  CROSS_SITE: 403,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;

/** A reply that cannot be taken; the page says why in the reader's language. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  constructor(code: ProblemCode) {
    super(code);
    this.code = code;
  }
}
