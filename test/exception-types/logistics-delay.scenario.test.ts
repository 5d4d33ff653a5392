import { expect, test } from 'vitest';
import { aParcelWorld, aShippedOrder, daysWithScans, delayCases, delivered } from '#test/support/parcels.ts';
import { days, hours } from '#test/support/shop.ts';
import { subjects } from '#test/support/shortage.ts';

/** Weeks of sweeps on a busy machine. */
const slow = 120_000;

test(
  'a parcel that arrives in time is no case and no mail',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world);
    await daysWithScans(world, 3);
    await delivered(world);
    await world.pass(days(3));
    expect(await delayCases(world)).toEqual([]);
    expect(world.runtime.mailbox).toEqual([]);
  },
  slow,
);

test(
  'a parcel whose promise breaks is a case at the next sweep: the carrier is asked, the customer told, and its arrival ends it without a mail',
  async () => {
    await using world = await aParcelWorld();
    await aShippedOrder(world);
    await daysWithScans(world, 3);
    await world.pass(days(1) + hours(1));
    expect(await delayCases(world)).toMatchObject([
      { causeCode: 'late', subject: 'parcel-1', state: 'pursuing', owner: 'workflow' },
    ]);
    expect(subjects(world)).toEqual(['Order WEB-100234: your parcel will arrive later than planned']);
    expect(world.runtime.mailbox[0]?.text).toContain('Mug, blue × 2');
    expect(world.eventTypes()).toContain('CarrierInquiryRequested');
    const { version, ordermendVersion, deliveryNotices } = await world.order('o-1');
    expect(deliveryNotices).toHaveLength(1);
    expect(ordermendVersion, 'no other case goes by what was told: nobody looks at the order for it').toBe(version);
    await delivered(world);
    await world.pass(hours(1));
    expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
    expect(world.runtime.mailbox).toHaveLength(1);
  },
  slow,
);
