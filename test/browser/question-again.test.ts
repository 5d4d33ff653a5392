import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '#shared/domain/primitives.ts';
import { signed } from '#test/customer-reply/reply-world.ts';
import { cancelLinkOf } from '#test/support/front-door.ts';
import { aLine, anOrder, aPayment, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';
import { look, onAPhone, patience } from './phone.ts';

const words = {
  'zh-TW': { button: '重新寄送最新的問題', sent: '問題已重新寄出' },
  'zh-CN': { button: '重新发送最新的问题', sent: '问题已重新发送' },
  en: { button: 'Send the newest question again', sent: 'The question is on its way to you' },
} as const satisfies Record<Language, object>;

let world: World;

/** An order that is asked about, and two links of it: an old one of its question, and its own. */
async function anAskedOrder(language: Language) {
  const sku = `MUG-${language}`;
  await world.put('Inventory', stockOf(sku, 1));
  await world.put('Payments', aPayment(3500, { orderId: language }));
  const customer = { ...anOrder().customer, customerId: `c-${language}`, locale: language };
  await world.put('Orders', anOrder({ orderId: language, customer, lines: [aLine({ sku })] }));
  await world.pass(minutes(3));
  const [record] = await world.cases(language);
  const expiresAt = Math.floor(world.runtime.clock.now() / 1000) - 3600;
  const old = await signed(world, { orderId: language, caseId: record!.caseId, expiresAt });
  return [old, await cancelLinkOf(world, language)].map((path) => `${world.runtime.url}/v1${path}`) as [string, string];
}

onAPhone('the newest question once more', (onPhone) => {
  beforeAll(async () => {
    world = await World.open({}, { port: 0 });
  }, patience);
  afterAll(() => world[Symbol.asyncDispose]());

  it.each(Object.keys(words) as Language[])(
    'is sent by a button, without script, and not twice, in %s',
    async (language) => {
      const { button, sent } = words[language];
      const [old, own] = await anAskedOrder(language);
      await using context = await onPhone();
      await using plain = await onPhone({ javaScriptEnabled: false });
      const page = await context.newPage();
      expect((await page.goto(old))?.status()).toBe(410);
      await look(page, `again-${language}-1-expired`);
      await page.getByRole('button', { name: button, exact: true }).dblclick();
      await page.getByRole('heading', { name: sent }).waitFor();
      await look(page, `again-${language}-2-sent`);
      expect(await page.getByRole('status').textContent()).toContain('k•••@customer.example');
      const door = await plain.newPage();
      await door.goto(own);
      await door.getByRole('button', { name: button, exact: true }).click();
      expect(await door.getByRole('heading', { level: 1 }).textContent()).toBe(sent);
      const mails = world.runtime.mailbox.filter(({ tags }) => tags.orderId === language);
      expect(mails.map(({ tags }) => tags.kind)).toEqual(['question', 'question-again']);
    },
    patience,
  );
});
