import type { LineOffer, LineOption, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { inIncrements, refundedLine, sumOf } from '#shared/domain/refunded-line.ts';
import type { Facts } from '../exception-type.ts';
import { causeKeyOf, causesOf, duplicateKeyOf, rulesOf, subjectOf } from './causes.ts';
import { askedFields } from './inputs.ts';
import { isDelivered } from './judge.ts';
import type { Problem } from './problem.ts';
import type { Settings } from './settings.ts';

/** The question of a case, or what it does unasked; nothing = staff have it, or there is nothing left to ask. */
export function offerFor(facts: Facts, record: CaseRecord, thresholds: Settings): Offer | undefined {
  const { order } = facts;
  const causes = causesOf(facts, thresholds);
  const subject = subjectOf(record);
  switch (subject) {
    case 'fix':
      return causes.fix.length > 0 ? { lines: [fixed(causes.fix, codeOf(order, 'fix', causes.fix))] } : undefined;
    case 'details':
    case 'mail': {
      const problems = causes[subject];
      return problems.length > 0 ? { lines: [asked(order, problems, codeOf(order, subject, problems))] } : undefined;
    }
    case 'duplicate':
      return duplicate(
        order,
        causes.duplicate.find((other) => duplicateKeyOf(other) === record.causeKey),
      );
    case 'goods':
      return undefined;
  }
}

/** An offer changes with what it is about, so that an answer to an older one is refused. */
const codeOf = (order: Order, subject: 'fix' | 'details' | 'mail', problems: readonly Problem[]) =>
  causeKeyOf(order, subject, problems).split(':')[2]!;

const unit = (unitId: string, title: string, options: LineOption[]): LineOffer => ({
  unitId,
  lineIds: [],
  title,
  quantity: 1,
  short: 1,
  options,
});

/** `format` tells nobody; `correct` is written to the customer, who can take it back. */
function fixed(problems: readonly Problem[], code: string): LineOffer {
  const kind = problems.every(({ silent }) => silent) ? 'format' : 'correct';
  return {
    ...unit('delivery', rulesOf(problems).join('+'), [{ kind, choice: 'correct', code }]),
    preset: 'correct',
    presetBy: 'policy',
  };
}

/** What can be kept as it is may be; a mail address that looks mistyped stops nothing, so that silence keeps it. */
function asked(order: Order, problems: readonly Problem[], code: string): LineOffer {
  const inputs = askedFields(order, problems);
  const correct = { kind: 'correct', choice: 'correct', code, inputs };
  const keep = problems.some(({ hard }) => hard) ? [] : [{ kind: 'keep', choice: 'keep', code }];
  const mail = problems.every(({ field }) => field === 'email');
  return {
    ...unit(unitIdOf(problems), rulesOf(problems).join('+'), [correct, ...keep]),
    ...(mail && keep.length > 0 && { onSilence: 'keep' }),
  };
}

const unitIdOf = (problems: readonly Problem[]) =>
  problems.every(({ field }) => field === 'email')
    ? 'mail'
    : problems.every(({ field }) => field === 'storeId')
      ? 'pickup-point'
      : 'delivery';

function duplicate(order: Order, other: Order | undefined): Offer | undefined {
  if (!other) return undefined;
  const centAmount = cancelledRefund(order).amountMinor;
  return {
    lines: [
      {
        ...unit('duplicate', 'duplicate-order', [{ kind: 'keep', choice: 'keep', code: other.orderId }]),
        ...(order.customer.kind === 'consumer' && { onSilence: 'keep' }),
      },
    ],
    ...(isDelivered(order) && { cancelOrder: { refund: { centAmount, currencyCode: order.currencyCode } } }),
  };
}

/** What comes back when the whole order is cancelled. */
export function cancelledRefund(order: Order) {
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map((line) => refundedLine(line, line.quantity));
  const shippingMinor = order.shippingCostMinor;
  return { amountMinor: inIncrements(sumOf(lines) + shippingMinor, order), lines, shippingMinor };
}
