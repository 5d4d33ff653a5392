import { expect, test } from 'vitest';
import { aParcelWorld, aShippedOrder, daysWithScans, delayCases, delivered } from '#test/support/parcels.ts';
import { reports } from '#test/support/refund-story.ts';
import { days, hours, minutes } from '#test/support/shop.ts';
import { answers, detailsOf, subjects } from '#test/support/shortage.ts';
import type { World } from '#test/support/world.ts';

/** Weeks of sweeps on a busy machine. */
const slow = 120_000;

const voucherMails = (world: World) => world.runtime.mailbox.filter(({ subject }) => subject.includes('voucher'));

/** Three days late: compensation has been asked of the CRM, and the parcel comes before its code. */
async function deliveredBeforeTheCode(world: World): Promise<{ caseId: string; orderId: string }> {
  await aShippedOrder(world);
  await daysWithScans(world, 6);
  await world.pass(days(1) + hours(2));
  expect(detailsOf(world, 'CompensationRequested')).toHaveLength(1);
  await delivered(world);
  await world.pass(hours(1));
  const [record] = await delayCases(world);
  return { caseId: record!.caseId, orderId: 'o-1' };
}

test(
  'a code that is issued after the parcel has come is mailed once, and the case is then over without another word',
  async () => {
    await using world = await aParcelWorld();
    const ids = await deliveredBeforeTheCode(world);
    expect(await delayCases(world)).toMatchObject([{ state: 'pursuing' }]);
    const mails = world.runtime.mailbox.length;
    await reports(world, 'CompensationIssued', { ...ids, reference: 'SORRY-150', amount: 150 }, 2);
    await world.pass(minutes(5));
    expect(voucherMails(world)).toHaveLength(1);
    expect(voucherMails(world)[0]?.text).toContain('SORRY-150');
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
    await world.pass(days(5));
    expect(world.runtime.mailbox).toHaveLength(mails + 1);
    expect(world.runtime.alerts.filter(({ subject }) => subject?.includes('code'))).toEqual([]);
  },
  slow,
);

test(
  'a code that comes at night is mailed in the morning, and only then is the case over',
  async () => {
    await using world = await aParcelWorld();
    const ids = await deliveredBeforeTheCode(world);
    await world.pass(hours(12));
    await reports(world, 'CompensationIssued', { ...ids, reference: 'SORRY-150', amount: 150 }, 2);
    expect(voucherMails(world)).toEqual([]);
    expect(await delayCases(world)).toMatchObject([{ state: 'queued', pending: { reason: 'morning' } }]);
    await world.pass(hours(14));
    expect(voucherMails(world)).toHaveLength(1);
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
  },
  slow,
);

test(
  'a code that does not come is for staff, once; the case is over, and what comes later still is set aside where they see it',
  async () => {
    await using world = await aParcelWorld();
    const ids = await deliveredBeforeTheCode(world);
    const mails = world.runtime.mailbox.length;
    await world.pass(days(4));
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
    const missing = world.runtime.alerts.filter(({ subject }) => subject?.includes('no code'));
    expect(missing).toHaveLength(1);
    await reports(world, 'CompensationIssued', { ...ids, reference: 'SORRY-150', amount: 150 }, 2);
    await world.pass(days(1));
    expect(world.runtime.mailbox).toHaveLength(mails);
    expect(world.runtime.alerts.at(-1)?.subject).toBe('set aside (events): CASE_CLOSED');
    expect(world.runtime.alerts.at(-1)?.message).toContain(ids.caseId);
  },
  slow,
);

test(
  'a code that is reported again after its case is over changes nothing',
  async () => {
    await using world = await aParcelWorld();
    const ids = await deliveredBeforeTheCode(world);
    const issued = { ...ids, reference: 'SORRY-150', amount: 150 };
    await reports(world, 'CompensationIssued', issued, 5);
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
    const [mails, alerts] = [world.runtime.mailbox.length, world.runtime.alerts.length];
    await reports(world, 'CompensationIssued', issued, 5);
    expect([world.runtime.mailbox.length, world.runtime.alerts.length]).toEqual([mails, alerts]);
  },
  slow,
);

test(
  'a parcel that comes while its question is open and a code is on its way asks nothing any more',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world);
    await daysWithScans(world, 11);
    await world.pass(hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'asking' }]);
    const link = world.link();
    await delivered(world);
    await world.pass(hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'pursuing' }]);
    expect((await world.get(link)).body).not.toContain('name="offer"');
    expect((await world.rows('Cases')).filter(({ entity }) => entity === 'question')).toEqual([]);
    const mails = subjects(world).length;
    await world.pass(days(5));
    expect(subjects(world)).toHaveLength(mails);
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
  },
  slow,
);

test(
  'an agreed wait whose parcel comes before its codes, of two tiers, ends when both have been told',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world, { order: { market: 'TW' } });
    await daysWithScans(world, 11);
    await world.pass(hours(1));
    await answers(world, { 'unit.parcel-1': 'wait' });
    await world.pass(minutes(30));
    await delivered(world);
    await world.pass(hours(1));
    const [record] = await delayCases(world);
    expect(record).toMatchObject({ state: 'waiting' });
    const ids = { caseId: record!.caseId, orderId: 'o-1' };
    expect(detailsOf(world, 'CompensationRequested')).toMatchObject([{ tier: 1 }, { tier: 2 }]);
    for (const reference of ['SORRY-1', 'SORRY-2']) {
      expect(await delayCases(world)).toMatchObject([{ state: 'waiting' }]);
      await reports(world, 'CompensationIssued', { ...ids, reference, amount: 150 }, 2);
      await world.pass(days(1));
      expect(voucherMails(world).at(-1)?.text).toContain(reference);
    }
    expect(voucherMails(world)).toHaveLength(2);
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved' }]);
  },
  slow,
);
