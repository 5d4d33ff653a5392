/** Stable codes for what can be wrong with a reply, with the HTTP status that each answers. */
export const problems = {
  LINK_INVALID: 404,
  LINK_EXPIRED: 410,
  LINK_LOCKED: 423,
  ALREADY_CLOSED: 410,
  SUPERSEDED: 410,
  ALREADY_ANSWERED: 409,
  ALREADY_FINAL: 409,
  OFFER_CHANGED: 409,
  NOTHING_TO_ANSWER: 409,
  NOT_ASKED_NOW: 409,
  NOTHING_ASKED: 409,
  ALREADY_REQUESTED: 409,
  ALREADY_CANCELLED: 410,
  ORDER_UNKNOWN: 404,
  REQUEST_INVALID: 400,
  LINES_REQUIRED: 422,
  QUANTITY_NOT_POSSIBLE: 422,
  GOODS_GONE: 409,
  CHOICE_REQUIRED: 422,
  CHOICE_NOT_OFFERED: 422,
  CONFIRMATION_MISMATCH: 422,
  COMMENT_TOO_LONG: 422,
  FIELDS_WRONG: 422,
  DUPLICATE_FIELD: 400,
  UNKNOWN_FIELD: 400,
  BAD_ENCODING: 400,
  BAD_JSON: 400,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE: 415,
  CROSS_SITE: 403,
  METHOD_NOT_ALLOWED: 405,
  WRONG_HOST: 421,
  TOO_MANY: 429,
  UNAVAILABLE: 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;

/** What the answer says besides the code; never anything that came in. */
export interface ProblemDetail {
  /** CHOICE_REQUIRED, CHOICE_NOT_OFFERED, QUANTITY_NOT_POSSIBLE: units that lack a valid choice. */
  readonly units?: readonly string[];
  /** FIELDS_WRONG, REQUEST_INVALID: what is wrong with each field, by the field's name: a code, never what was filled in. */
  readonly fields?: Readonly<Record<string, string>>;
  /** COMMENT_TOO_LONG: characters counted, and how many are allowed. */
  readonly count?: number;
  readonly allowed?: number;
  /** CONFIRMATION_MISMATCH: how many more tries the link has. */
  readonly triesLeft?: number;
  /** TOO_MANY, UNAVAILABLE: seconds. */
  readonly retryAfter?: number;
}

/** A reply that cannot be taken; the page says why in the reader's language. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly detail: ProblemDetail;
  constructor(code: ProblemCode, detail: ProblemDetail = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }

  get status(): number {
    return problems[this.code];
  }
}
