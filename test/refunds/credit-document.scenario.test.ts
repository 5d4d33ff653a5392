import { expect, test } from 'vitest';
import { expectEventsToFit } from '#test/support/published-events.ts';
import { aRefundOnItsWay, idsOf, reports, settled, theRefund } from '#test/support/refund-story.ts';
import { days } from '#test/support/shop.ts';
import { detailsOf } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const invoice = { kind: 'einvoice', number: 'AB-12345678', issuedAt: '2026-03-02T07:00:00.000Z' };
const theCase = async (world: World) => (await world.cases('o-1'))[0];

async function aRefundOfAnInvoicedOrder(world: World) {
  await aRefundOnItsWay(world, { order: { invoice, taxId: '04595257' } });
  return theRefund(world);
}
const issued = { number: 'CN-42', issuedAt: '2026-03-03T07:00:00.000Z' };

test('an invoiced order needs a credit document: the money does not wait for it, the case does', async () => {
  await using world = await World.open();
  const row = await aRefundOfAnInvoicedOrder(world);
  expect(detailsOf(world, 'RefundRequested')).toMatchObject([{ documentNeeded: true, invoice }]);
  expect(detailsOf(world, 'CreditDocumentRequested')).toMatchObject([
    { refundId: row.refundId, invoice, amount: 3000, currency: 'USD' },
  ]);
  await reports(world, 'RefundSettled', settled(row));
  expect(await world.payment('o-1')).toMatchObject({ refundedMinor: 3000 });
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
  await reports(world, 'CreditDocumentIssued', { ...idsOf(row), ...issued }, 3);
  expect(await theCase(world)).toMatchObject({ state: 'refunded' });
  expect(detailsOf(world, 'ExceptionResolved')).toHaveLength(1);
  expect(JSON.stringify(world.runtime.events), 'the tax number stays with the order').not.toContain('04595257');
  expectEventsToFit(world.runtime);
});

test('a document that comes before the money closes nothing', async () => {
  await using world = await World.open();
  const row = await aRefundOfAnInvoicedOrder(world);
  await reports(world, 'CreditDocumentIssued', { ...idsOf(row), ...issued });
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
  await reports(world, 'RefundSettled', settled(row));
  expect(await theCase(world)).toMatchObject({ state: 'refunded' });
});

test('a document that fails goes to staff, and the case closes by itself once it is issued after all', async () => {
  await using world = await World.open();
  const row = await aRefundOfAnInvoicedOrder(world);
  await reports(world, 'RefundSettled', settled(row));
  await reports(world, 'CreditDocumentFailed', { ...idsOf(row), code: 'consent-missing' }, 2);
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'CREDIT_DOCUMENT_FAILED' });
  expect(world.runtime.alerts.filter(({ subject }) => subject?.includes('consent-missing'))).toHaveLength(1);
  await reports(world, 'CreditDocumentIssued', { ...idsOf(row), ...issued });
  expect(await theCase(world)).toMatchObject({ state: 'refunded' });
});

test('a document that is missing when the money was due goes to staff', async () => {
  await using world = await World.open();
  const row = await aRefundOfAnInvoicedOrder(world);
  await reports(world, 'RefundSettled', settled(row));
  await world.pass(days(9));
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'CREDIT_DOCUMENT_OVERDUE' });
  expect(detailsOf(world, 'RefundOverdue')).toEqual([]);
});

test('a document that nobody asked for is set aside', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  await reports(world, 'CreditDocumentIssued', { ...idsOf(await theRefund(world)), ...issued });
  const aside = (await world.rows('Cases')).filter(({ entity }) => entity === 'quarantine');
  expect(aside).toMatchObject([{ code: 'DOCUMENT_NOT_REQUESTED' }]);
});
