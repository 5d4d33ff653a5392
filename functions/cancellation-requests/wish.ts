import { Problem } from '#functions/customer-reply/problem.ts';
import { bodyLimitBytes } from '#functions/customer-reply/reply-fields.ts';
import { plainText } from '#functions/customer-reply/reply-form.ts';
import { type CancelRequest, cancelReasons, cancelRequestId, cancelTextLimit } from '#shared/domain/cancel-request.ts';
import type { CancellableUnit } from '#shared/domain/cancellation.ts';

type Fields = ReadonlyMap<string, string>;

/** What a customer asks for. */
export type Wish = Pick<CancelRequest, 'scope' | 'lines' | 'reasonCode' | 'text'>;

/** A form of the front door as it was sent. */
export interface DoorForm {
  readonly wish: Wish;
  /** The last four characters of the order number; nothing = the first page, which has not asked for them. */
  readonly confirmation: string | undefined;
  /** Given to the second page, so that the same form sent twice is one request. */
  readonly requestId: string | undefined;
  readonly goesBack: boolean;
}

/** What stands in the form when it is shown. */
export interface Entered {
  readonly scope: string;
  readonly quantities: Readonly<Record<string, number>>;
  readonly reason: string;
  readonly text: string;
}

export const nothingEntered: Entered = { scope: 'order', quantities: {}, reason: '', text: '' };

/** How the field is called that says how many of a unit. */
export const quantityField = (unitId: string) => `quantity.${unitId}`;

/** The most that can be cancelled of a unit: a bundle is one. */
export const mostOf = ({ lines, whole }: CancellableUnit): number => (whole ? 1 : (lines[0]?.quantity ?? 0));

/** Many lines need a longer body than one. Bytes. */
export const bodyLimitFor = (units: readonly CancellableUnit[]): number =>
  bodyLimitBytes + units.reduce((sum, { unitId }) => sum + Buffer.byteLength(quantityField(unitId)) + 8, 0);

/**
 * The wish in a form's fields: `scope`, a `quantity.<unitId>` per unit, `reason`, `text`, `confirm`, `request`, `back`.
 * @throws Problem UNKNOWN_FIELD, LINES_REQUIRED, QUANTITY_NOT_POSSIBLE, CHOICE_NOT_OFFERED, COMMENT_TOO_LONG, REQUEST_INVALID
 */
export function readWish(fields: Fields, units: readonly CancellableUnit[]): DoorForm {
  const known = new Set(['scope', 'reason', 'text', 'confirm', 'request', 'back']);
  for (const { unitId } of units) known.add(quantityField(unitId));
  for (const name of fields.keys()) if (!known.has(name)) throw new Problem('UNKNOWN_FIELD');
  const requestId = fields.get('request');
  if (requestId !== undefined && !cancelRequestId.safeParse(requestId).success) {
    throw new Problem('REQUEST_INVALID', { fields: { request: 'ID_INVALID' } });
  }
  const reasonCode = reasonIn(fields);
  const text = textIn(fields);
  return {
    wish: { ...scopeIn(fields, units), ...(reasonCode && { reasonCode }), ...(text && { text }) },
    confirmation: fields.get('confirm'),
    requestId,
    goesBack: fields.has('back'),
  };
}

/** What can be shown again of a form that was refused. */
export function enteredIn(fields: Fields, units: readonly CancellableUnit[]): Entered {
  const quantities = units.flatMap((unit) => {
    const quantity = quantityIn(fields, unit);
    return quantity === undefined ? [] : [[unit.unitId, quantity] as const];
  });
  const reason = fields.get('reason') ?? '';
  return {
    scope: fields.get('scope') === 'lines' ? 'lines' : 'order',
    quantities: Object.fromEntries(quantities),
    reason: cancelReasons.some((each) => each === reason) ? reason : '',
    text: plainText(fields.get('text') ?? ''),
  };
}

function scopeIn(fields: Fields, units: readonly CancellableUnit[]): Pick<Wish, 'scope' | 'lines'> {
  const scope = fields.get('scope');
  if (scope === 'order') return { scope };
  if (scope === undefined) throw new Problem('LINES_REQUIRED');
  if (scope !== 'lines') throw new Problem('CHOICE_NOT_OFFERED');
  const wrong = units.filter((unit) => quantityIn(fields, unit) === undefined);
  if (wrong.length > 0) throw new Problem('QUANTITY_NOT_POSSIBLE', { units: wrong.map(({ unitId }) => unitId) });
  const wanted = units.map((unit) => ({ unit, quantity: quantityIn(fields, unit)! }));
  if (wanted.every(({ quantity }) => quantity === 0)) throw new Problem('LINES_REQUIRED');
  if (wanted.every(({ unit, quantity }) => quantity === mostOf(unit))) return { scope: 'order' };
  const lines = wanted
    .filter(({ quantity }) => quantity > 0)
    .flatMap(({ unit, quantity }) =>
      unit.lines.map((line) => ({ lineId: line.lineId, quantity: unit.whole ? line.quantity : quantity })),
    );
  return { scope, lines };
}

/** How many of the unit; nothing = what stands there is no number that the order has. */
function quantityIn(fields: Fields, unit: CancellableUnit): number | undefined {
  const typed = fields.get(quantityField(unit.unitId)) ?? '0';
  const quantity = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN;
  return quantity <= mostOf(unit) ? quantity : undefined;
}

function reasonIn(fields: Fields): string | undefined {
  const reason = fields.get('reason') ?? '';
  if (reason !== '' && !cancelReasons.some((each) => each === reason)) throw new Problem('CHOICE_NOT_OFFERED');
  return reason || undefined;
}

function textIn(fields: Fields): string | undefined {
  const text = plainText(fields.get('text') ?? '').trim();
  const count = [...text].length;
  if (count > cancelTextLimit) throw new Problem('COMMENT_TOO_LONG', { count, allowed: cancelTextLimit });
  return text || undefined;
}
