import { describe, expect, test } from 'vitest';
import type { Operations } from '#shared/domain/operations.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import {
  aParcelWorld,
  aShippedOrder,
  daysWithScans,
  delayCases,
  delivered,
  parcelChanges,
} from '#test/support/parcels.ts';
import { anOrder, days, hours, inDays, minutes } from '#test/support/shop.ts';
import { detailsOf, subjects } from '#test/support/shortage.ts';
import { theSweepComesEvery } from '#test/support/sweeping.ts';
import { World } from '#test/support/world.ts';

/** Carriers whose addresses `cdk.json` names, the second of which is written to in Traditional Chinese. */
const express = 'tracing@express.example';
const delivery = 'service@delivery.example';
const byExpress = { carrier: 'Example-Express', trackingNumber: 'EX123' };

const mailsTo = (world: World, address: string) => world.runtime.mailbox.filter(({ to }) => to.includes(address));
const customersMails = (world: World) => mailsTo(world, 'kim@customer.example');

/** The promise breaks: the parcel has been scanned each day. */
async function aLateParcel(world: World, parcel: Partial<Shipment> = {}): Promise<void> {
  await aShippedOrder(world, { parcel: { ...byExpress, ...parcel } });
  await daysWithScans(world, 3);
  await world.pass(days(1) + hours(1));
}

async function aWorldWith(operations: Partial<Operations>): Promise<World> {
  const world = await World.open({ types: { 'logistics-delay': { mode: 'automatic' } }, ...operations });
  await theSweepComesEvery(world, hours(3));
  return world;
}

/** Weeks of sweeps on a busy machine. */
const slow = 120_000;

test(
  'a carrier with an address is asked by mail and by event, once: which parcel, what is wrong, until when; the customer hears what they would have heard',
  async () => {
    await using world = await aParcelWorld();
    await aLateParcel(world);
    expect(detailsOf(world, 'CarrierInquiryRequested')).toMatchObject([{ kind: 'trace' }]);
    const [mail, ...more] = mailsTo(world, express);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      subject: 'Parcel EX123: where is it? (our order WEB-100234)',
      tags: { orderId: 'o-1', kind: 'trace-late', letter: 'ask-carrier' },
    });
    const { text = '', html = '' } = mail!;
    for (const part of [text, html]) {
      expect(part).toContain('is late and has not been delivered yet');
      expect(part).toContain('Tracking number: EX123');
      expect(part).toContain('Promised delivery date: March 6, 2026');
      expect(part).toMatch(/reply to this e-mail by March 7, 2026 at \d+:\d\d\sAM \(EST\)/);
      expect(part).toContain('because you carry parcels for us');
      expect(part).not.toMatch(/https?:|never ask for card numbers/);
    }
    expect(customersMails(world).map(({ subject }) => subject)).toEqual([
      'Order WEB-100234: your parcel will arrive later than planned',
    ]);
    const [record] = await delayCases(world);
    expect(record, 'a letter is no message to the customer').toMatchObject({ messages: 1 });
    await world.pass(days(2));
    await delivered(world);
    await world.pass(hours(1));
    expect(mailsTo(world, express)).toHaveLength(1);
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
  },
  slow,
);

test(
  'the mail to a carrier tells nobody who the customer is',
  async () => {
    await using world = await aParcelWorld();
    await aLateParcel(world);
    const { customer, lines } = anOrder();
    const { subject, text = '', html = '' } = mailsTo(world, express)[0]!;
    const sent = `${subject} ${text} ${html}`;
    const secrets = [customer.email!, customer.customerId, 'kim', lines[0]!.title, lines[0]!.sku, '/r/'];
    expect(secrets.filter((secret) => sent.includes(secret))).toEqual([]);
  },
  slow,
);

test(
  'a carrier is asked at once when its parcel goes late at night: the customer’s hours, and how many mails they had, mean nothing to it',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world, { parcel: { ...byExpress, promisedDeliveryAt: inDays(3.6) } });
    await daysWithScans(world, 3);
    await world.pass(hours(18));
    expect(mailsTo(world, express)).toHaveLength(1);
    expect(customersMails(world)).toEqual([]);
    const today = (await world.rows('Cases')).filter(({ sk }) => String(sk).startsWith('MESSAGES#'));
    expect(today).toEqual([]);
    await world.pass(hours(10));
    expect(customersMails(world)).toHaveLength(1);
  },
  slow,
);

test.each([
  ['stood still', {}, 'trace-no-scan', 'nothing new about a parcel of ours since March 2, 2026'],
  ['a storm', { tag: 'Exception', subtag: 'Exception_017' }, 'trace-delayed', 'is delayed: bad weather'],
  ['not handed over', { tag: 'AttemptFail' }, 'trace-attempt-failed', 'could not be handed over'],
  ['lost', { tag: 'Exception', subtag: 'Exception_013' }, 'claim-lost', 'that we gave to you is lost'],
  ['damaged', { tag: 'Exception', subtag: 'Exception_012' }, 'claim-damaged', 'damaged on its way'],
  ['never heard of again', { tag: 'Expired' }, 'claim-expired', 'have to take it for lost'],
  ['sent back', { tag: 'Exception', subtag: 'Exception_011' }, 'claim-returned', 'sent back to us without having been'],
  ['rejected', { tag: 'Exception', subtag: 'Exception_009' }, 'claim-rejected', 'will not be carried any further'],
] as const)(
  'the mail says what is wrong, in words: %s',
  async (_, changes, kind, words) => {
    await using world = await aParcelWorld();
    await aShippedOrder(world, { parcel: byExpress });
    if ('tag' in changes) await parcelChanges(world, changes);
    await world.pass('tag' in changes ? minutes(20) : days(3) + hours(1));
    expect(mailsTo(world, express).map(({ tags }) => tags.kind)).toContain(kind);
    expect(mailsTo(world, express)[0]?.text).toContain(words);
  },
  slow,
);

test(
  'nothing is claimed for a parcel that came back because its recipient did not fetch it: staff hear why',
  async () => {
    await using world = await aParcelWorld();
    const missed = { at: inDays(1), tag: 'Exception', subtag: 'Exception_008' } as const;
    await aShippedOrder(world, { parcel: byExpress });
    await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_011', checkpoints: [missed] });
    await world.pass(minutes(20));
    expect(detailsOf(world, 'CarrierInquiryRequested')).toEqual([]);
    expect(world.runtime.alerts.map(({ message }) => message).join()).toContain('the recipient did not take it');
  },
  slow,
);

test(
  'a carrier is written to in its language, by the name that its rows have',
  async () => {
    await using world = await aParcelWorld();
    await aLateParcel(world, { carrier: '範例宅配' });
    expect(mailsTo(world, delivery)).toMatchObject([
      { subject: '包裹 EX123：請協助查詢配送狀況（本店訂單 WEB-100234）' },
    ]);
    expect(mailsTo(world, delivery)[0]?.text).toContain('已逾期');
  },
  slow,
);

test(
  'a carrier without an address hears of the event only',
  async () => {
    await using world = await aParcelWorld();
    await aLateParcel(world, { carrier: 'example-post' });
    expect(detailsOf(world, 'CarrierInquiryRequested')).toHaveLength(1);
    expect(customersMails(world)).toHaveLength(1);
    expect(world.runtime.mailbox).toHaveLength(1);
  },
  slow,
);

test(
  'a carrier whose mail comes back leaves the customer as reachable as they were, and staff are told once',
  async () => {
    await using world = await aParcelWorld();
    world.runtime.recipients.bounce(express);
    await aLateParcel(world);
    const told = () => world.runtime.alerts.filter(({ subject }) => subject?.includes('is not reached by mail'));
    expect(told()).toMatchObject([
      { subject: 'logistics-delay: example-express is not reached by mail (MAIL_BOUNCED)' },
    ]);
    expect(told()[0]?.message).not.toContain('@');
    const [record] = await delayCases(world);
    expect(record?.unreachable).toBeUndefined();
    expect((await world.rows('Cases')).filter(({ entity }) => entity === 'contact')).toEqual([]);
    expect(customersMails(world)).toHaveLength(1);
    await world.pass(days(1) + hours(3));
    expect(told()).toHaveLength(1);
  },
  slow,
);

describe('what keeps mail in keeps the mail to carriers in:', () => {
  test(
    'an allow-list without it, but not one with it alone',
    async () => {
      await using world = await aWorldWith({ mailAllowList: ['@customer.example'] });
      await aLateParcel(world);
      expect(detailsOf(world, 'CarrierInquiryRequested')).toHaveLength(1);
      expect(subjects(world)).toEqual(['Order WEB-100234: your parcel will arrive later than planned']);
      await using other = await aWorldWith({ mailAllowList: [express] });
      await aLateParcel(other);
      expect(subjects(other)).toEqual(['Parcel EX123: where is it? (our order WEB-100234)']);
    },
    slow,
  );

  test(
    'the kill switch, until it is off',
    async () => {
      await using world = await aParcelWorld();
      await aShippedOrder(world, { parcel: byExpress });
      await daysWithScans(world, 3);
      const from = new Date(world.runtime.clock.now()).toISOString();
      const types = { 'logistics-delay': { mode: 'automatic' } } as const;
      await world.switch({ types, pauses: [{ from }] });
      await world.pass(days(1) + hours(1));
      expect(world.runtime.mailbox).toEqual([]);
      await world.switch({ types, pauses: [{ from, to: new Date(world.runtime.clock.now()).toISOString() }] });
      await world.pass(hours(7));
      expect(mailsTo(world, express)).toHaveLength(1);
    },
    slow,
  );

  test(
    'observe, and approve until staff let it through',
    async () => {
      await using watched = await aWorldWith({ types: { 'logistics-delay': { mode: 'observe' } } });
      await aLateParcel(watched);
      expect(watched.runtime.mailbox).toEqual([]);
      await using world = await aWorldWith({ types: { 'logistics-delay': { mode: 'approve' } } });
      await aLateParcel(world);
      expect(world.runtime.mailbox).toEqual([]);
      expect(detailsOf(world, 'CarrierInquiryRequested')).toEqual([]);
      const [record] = await delayCases(world);
      expect(record?.pending).toMatchObject({ step: 'errand-ask-carrier', reason: 'approve' });
      await world.release(record!, 'errand-ask-carrier');
      await world.pass(minutes(5));
      expect(mailsTo(world, express)).toHaveLength(1);
      expect(detailsOf(world, 'CarrierInquiryRequested')).toHaveLength(1);
    },
    slow,
  );
});

test(
  'a mail to a carrier that could not be handed to the mail service goes out when it can, and once',
  async () => {
    const types = { 'logistics-delay': { mode: 'automatic' } } as const;
    const faults = { calls: [{ service: 'sesv2', operation: 'SendEmail', before: 0.9 }] } as const;
    await using world = await World.open({ types }, { seed: 3, faults });
    await theSweepComesEvery(world, hours(3));
    await aLateParcel(world);
    expect(mailsTo(world, express)).toHaveLength(1);
    expect(detailsOf(world, 'CarrierInquiryRequested')).toHaveLength(1);
    expect(customersMails(world)).toHaveLength(1);
  },
  slow,
);
