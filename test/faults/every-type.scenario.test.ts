import { expect, test } from 'vitest';
import type { FaultPlan } from '#infra/local-runtime/faults.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { aShippedOrder } from '#test/support/parcels.ts';
import { idsOf, refundsOf, reports, settled } from '#test/support/refund-story.ts';
import { anOrder, aPayment, hours, stockOf } from '#test/support/shop.ts';
import { answers, detailsOf, subjects } from '#test/support/shortage.ts';
import { theSweepComesEvery } from '#test/support/sweeping.ts';
import { World } from '#test/support/world.ts';

/** One order with a typical course of each type; that of a shortage has scenarios of its own. */
const courses = ['address', 'payment', 'parcel', 'cancelled'] as const;
const automatic = Object.fromEntries(
  ['order-information-error', 'payment-failure', 'logistics-delay', 'customer-cancellation'].map((type) => [
    type,
    { mode: 'automatic' } as const,
  ]),
);

const named = (orderId: (typeof courses)[number]) => ({ orderId, orderNumber: `WEB-${orderId}-0234` });

async function troubleBegins(world: World): Promise<void> {
  await world.put('Inventory', stockOf('MUG-BLUE', 50));
  for (const orderId of ['address', 'cancelled'] as const) {
    await world.put('Payments', aPayment(3500, { orderId }));
    const requestedAt = new Date(world.runtime.clock.now()).toISOString();
    const wish = { cancelRequest: { requestId: 'req-1', requestedAt, scope: 'order' } } as const;
    const nowhere = { recipientName: 'Omar Khan', addressLines: [''], city: 'Dallas', region: 'TX' };
    const place = { shippingAddress: { ...nowhere, postalCode: '75203', country: 'US' } };
    await world.put('Orders', anOrder({ ...named(orderId), ...(orderId === 'cancelled' ? wish : place) }));
  }
  await world.put('Orders', anOrder({ ...named('payment'), paymentState: 'Failed' }));
  await world.put('Payments', anAttempt(world, 'payment', 'pay-1'));
  const lost = { tag: 'Exception', subtag: 'Exception_013' } as const;
  await aShippedOrder(world, { order: named('parcel'), parcel: lost });
  await world.pass(hours(2));
}

/** Whoever sees a page that says to try again later does. */
async function insists(world: World, orderId: (typeof courses)[number], fields: Record<string, string>): Promise<void> {
  const { text = '' } = world.runtime.mailbox.find(({ subject }) => subject.includes(named(orderId).orderNumber))!;
  const link = /https?:\/\/[^/\s]+(?:\/[^/\s]+)*?(\/r\/\S+)/.exec(text)?.[1];
  for (let times = 0; times < 10; times++) if ((await answers(world, fields, link)).status === 200) return;
  throw new Error(`${orderId}: the answer was never taken`);
}

/** Its people and programs do what they would, each program twice. */
async function everybodyAnswers(world: World, { pagesFail }: { pagesFail: boolean }): Promise<void> {
  const address = { city: 'Dallas', region: 'TX', postalCode: '75203', addressLine1: '1 Main St' };
  const inputs = Object.fromEntries(Object.entries(address).map(([name, value]) => [`input.${name}`, value]));
  // A call is made again a little later, and no time passes while a page is waited for.
  world.runtime.faults.active = pagesFail;
  await insists(world, 'address', { 'unit.delivery': 'correct', ...inputs });
  await insists(world, 'parcel', { 'unit.parcel-1': 'refund' });
  world.runtime.faults.active = true;
  const [{ caseId } = { caseId: '' }] = (await world.cases('cancelled')) as unknown as CaseRecord[];
  await reports(world, 'WarehouseHoldConfirmed', { caseId, orderId: 'cancelled' }, 2);
  await world.put('Payments', aCapture(world, 'payment', 'pay-2'));
  await world.pass(hours(2));
  await world.put('Payments', aCapture(world, 'payment', 'pay-3', { method: 'alipay' }));
  await world.pass(hours(3));
  for (const row of await refundsOf(world)) {
    await reports(world, 'RefundAccepted', idsOf(row), 2);
    await reports(world, 'RefundSettled', settled(row), 2);
  }
  await world.pass(hours(18));
}

const plans: Record<string, { faults: FaultPlan; mailsMayDouble?: boolean }> = {
  'records come twice, out of sequence and again': {
    faults: { records: { duplicate: 0.3, reorder: 0.5, redeliver: 0.3 } },
  },
  // A mail that was sent and not acknowledged may be sent again, and so may one before whose note its sender crashes.
  'calls fail before or after their effect, or are throttled': {
    faults: {
      calls: [
        { caller: 'ordermend', service: 'sesv2', before: 0.1, throttled: 0.1 },
        ...(['dynamodb', 'states', 'events', 'sqs', 'sns'] as const).map((service) => ({
          caller: 'ordermend',
          service,
          before: 0.03,
          after: 0.03,
          throttled: 0.03,
        })),
      ],
    },
  },
  'functions crash in the middle, or never end': {
    faults: { functions: [{ crash: 0.06, timeOut: 0.02 }] },
    mailsMayDouble: true,
  },
};

test.each(Object.entries(plans))(
  'every course reaches its end, each refund and each mail once, when %s',
  async (_, { faults, mailsMayDouble = false }) => {
    await using world = await World.open({ types: automatic }, { seed: 11, faults });
    await theSweepComesEvery(world, hours(1));
    await troubleBegins(world);
    await everybodyAnswers(world, { pagesFail: faults.calls === undefined });

    const cases = (await world.rows('Cases')).filter(({ entity }) => entity === 'case') as unknown as CaseRecord[];
    const ends = cases
      .filter(({ type }) => type in automatic)
      .map((each) => [each.orderId, each.causeCode, each.state]);
    expect(ends.sort()).toEqual([
      ['address', 'address-line-missing', 'resolved'],
      ['cancelled', 'other', 'refunded'],
      ['parcel', 'parcel-lost', 'refunded'],
      ['payment', 'buyer-can-fix', 'resolved-upstream'],
      ['payment', 'paid-twice', 'refunded'],
    ]);

    const refunds = (await refundsOf(world)).map(({ orderId, paymentAttemptId, amount, state }) => {
      return [orderId, paymentAttemptId, amount, state];
    });
    expect(refunds.sort()).toEqual([
      ['cancelled', 'pay-1', 3500, 'settled'],
      ['parcel', 'pay-1', 3500, 'settled'],
      ['payment', 'pay-3', 3500, 'settled'],
    ]);
    expect(new Set(detailsOf(world, 'RefundRequested').map(({ refundId }) => refundId)).size).toBe(3);

    const mails = mailsMayDouble ? [...new Set(subjects(world))] : subjects(world);
    expect(mails.toSorted()).toEqual([
      'Order WEB-address-0234: delivery details',
      'Order WEB-address-0234: please check where we should deliver',
      'Order WEB-cancelled-0234 is cancelled',
      'Order WEB-cancelled-0234: we have your cancellation request',
      'Order WEB-parcel-0234: please tell us what to do with your parcel',
      'Order WEB-parcel-0234: your late parcel has been taken care of',
      'Order WEB-payment-0234: the payment has been taken care of',
      'Order WEB-payment-0234: the payment is not complete yet',
      'Reminder: order WEB-payment-0234 is not paid yet',
    ]);

    for (const type of ['WarehouseHoldRequested', 'CarrierInquiryRequested', 'OrderCancelled']) {
      const ids = new Set(detailsOf(world, type).map(({ orderId, id }) => `${orderId} ${id}`));
      expect(ids.size, type).toBe(type === 'OrderCancelled' ? 2 : 1);
    }
    expect(await world.order('address')).toMatchObject({
      holds: [],
      shippingAddress: { addressLines: ['1 Main St'] },
      corrections: [expect.anything()],
    });
    expect(await world.order('cancelled')).toMatchObject({ orderState: 'Cancelled', holds: [] });
    expect(await world.order('payment')).toMatchObject({ orderState: 'Open', holds: [], totalPriceMinor: 3500 });
    expect(await world.stock('MUG-BLUE'), 'two orders are still to be shipped').toMatchObject({ committed: 4 });
  },
);
