import { mug } from './case-studies/wrong-count.ts';
import { zoneByDay } from './daytime.ts';
import { customerIn, inTaiwan, minutes, type Stage } from './stage.ts';

/** One more order that is short, its question open: for whoever looks at the pages. */
export async function yourTurn({ shop, narrator }: Stage): Promise<void> {
  narrator.title('Your turn');
  const customer = { ...customerIn('en-US', 'you'), timeZone: zoneByDay(new Date(shop.now)) };
  await shop.orders({ ...inTaiwan, orderId: 'you-1', orderNumber: 'TW-10499', customer, lines: [mug(3)] });
  narrator.say('shop', 'order TW-10499: you buy 3 blue mugs, and 2 are left');
  await narrator.pass(minutes(3));
}
