import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finalWrites } from '#functions/decisions/final-writes.ts';
import { refundWrites } from '#functions/decisions/refund-rows.ts';
import { outOfStock } from '#functions/exception-types/out-of-stock/definition.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import type { Answer, Decision } from '#shared/domain/case.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import type { OrderLine } from '#shared/domain/order.ts';
import { refundDueBy } from '#shared/domain/refund-due.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { aLine, anOrder, aPayment, inDays, start, stockOf } from '#test/support/shop.ts';

const rules = outOfStock.under({}, messagePolicy.parse({}));
const cases = casesTable('Cases');
const tables = sourceTables({ orders: 'Orders', payments: 'Payments', inventory: 'Inventory', shipments: 'Shipments' });
const record = aCaseRecord({ orderId: 'o-1', caseId: 'out-of-stock-o-1-0123456789ab' });
const settings = { refundDueBy: refundDueBy.parse({}) };

/** Of every SKU some units are announced and a dearer substitute is there, so that each line has every way out. */
const stock = [...Array(40).keys()].flatMap((i) => [
  stockOf(`SKU-${i}`, 0, {
    substitutes: [`SUB-${i}`],
    incoming: [{ purchaseOrderId: 'po-1', quantity: 9999, expectedAt: inDays(20) }],
  }),
  stockOf(`SUB-${i}`, 9999, { unitPriceMinor: 1600 }),
]);

/** The deciding transaction for an order of these lines, each answered by the choice that is named for it. */
function writesFor(lines: readonly OrderLine[], answer: Answer) {
  const hold = { holdId: 'hold-1', reason: 'INVENTORY_OUT_OF_STOCK', since: inDays(0), caseId: record.caseId } as const;
  const order = anOrder({ lines: [...lines], holds: [hold] });
  const payments = [aPayment(order.totalPriceMinor)];
  const facts = { order, payments, stock, shipments: [], siblings: [], transit: [] };
  const offer = rules.offer(facts, record, start)!;
  const decision: Decision = {
    caseId: record.caseId,
    orderId: 'o-1',
    answerId: 'answer-1',
    phase: 'provisional',
    until: inDays(0),
    by: 'customer',
    answer,
    decidedAt: inDays(0),
    offer,
  };
  const mending = rules.mend(facts, record, offer, answer, start);
  const refund = refundWrites(cases, tables, { record, order, payments, decision, mending, at: start, settings });
  const others = { items: [], holds: order.holds };
  const items = finalWrites(cases, tables, { record, order, payments, decision, mending, refund, others, at: start });
  return { items, refundedMinor: refund.refundedMinor };
}

const choices = ['wait', 'refund-line', 'ship-rest-later', 'ship-refund-rest', 'substitute'] as const;

interface Wanted {
  readonly sku: number;
  readonly choice: (typeof choices)[number];
}

/** Two units of each line, one of which is at hand. */
const answered = (wanted: readonly Wanted[]) => ({
  lines: wanted.map(({ sku }, i) =>
    aLine({
      lineId: `line-${i}`,
      sku: `SKU-${sku}`,
      reservations: [{ locationId: 'main', quantity: 1, state: 'held', roundId: 'round-0' }],
    }),
  ),
  answer: {
    choices: Object.fromEntries(
      wanted.map(({ sku, choice }, i) => [`line-${i}`, choice === 'substitute' ? `substitute:SUB-${sku}` : choice]),
    ),
  },
});

/** Lines of few SKUs, so that the same comes many times. */
const answeredLines = fc
  .array(fc.record({ sku: fc.nat(39), choice: fc.constantFrom(...choices) }), {
    minLength: 1,
    maxLength: 500,
    size: 'max',
  })
  .map(answered);

const everyWay = (count: number) =>
  answered(Array.from({ length: count }, (_, i) => ({ sku: i % 40, choice: choices[i % choices.length]! })));

const sizeFor = (answer: Answer) => writesFor([aLine({ sku: 'SKU-0' })], answer).items.length;
const ofOneLine = {
  waiting: sizeFor({ choices: { 'line-1': 'wait' } }),
  refunded: sizeFor({ choices: { 'line-1': 'refund-line' } }),
  cancelled: sizeFor({ cancelOrder: true }),
};

it('the deciding transaction has as many writes for any order as for one of a single line', () => {
  fc.assert(
    fc.property(answeredLines, ({ lines, answer }) => {
      const { items, refundedMinor } = writesFor(lines, answer);
      expect(items).toHaveLength(refundedMinor > 0 ? ofOneLine.refunded : ofOneLine.waiting);
      expect(writesFor(lines, { cancelOrder: true }).items).toHaveLength(ofOneLine.cancelled);
    }),
    { examples: [[everyWay(1)], [everyWay(100)], [everyWay(500)]], numRuns: 20 },
  );
});
