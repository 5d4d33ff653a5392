import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '#shared/domain/primitives.ts';
import { anOrderToShip, mailsOf, openWorld, tellsOf } from '#test/support/cancellation.ts';
import { cancelLinkOf } from '#test/support/front-door.ts';
import { aLine, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import { look, onAPhone, patience, picture, standards } from './phone.ts';

/** What a customer of each language bought and reads. */
const customers = {
  'zh-TW': {
    market: 'TW',
    timeZone: 'Asia/Taipei',
    currencyCode: 'TWD',
    titles: ['手工陶瓷馬克杯（藍）', '有機烏龍茶 150 克', '白瓷茶壺', '白瓷茶杯'],
    begin: '在此解除契約',
    someItems: '僅限以下商品',
    noItem: '請說明要取消哪些商品，或選擇整筆訂單。',
    back: '返回修改',
    confirm: '確認解除契約',
    received: '已收到您解除契約的通知',
    receipt: '訂單 WEB-zh-TW-0234：解除契約通知收執',
  },
  'zh-CN': {
    market: 'CN',
    timeZone: 'Asia/Shanghai',
    currencyCode: 'CNY',
    titles: ['手工陶瓷马克杯（蓝）', '有机乌龙茶 150 克', '白瓷茶壶', '白瓷茶杯'],
    begin: '在此解除合同',
    someItems: '仅限以下商品',
    noItem: '请说明要取消哪些商品，或选择整个订单。',
    back: '返回修改',
    confirm: '确认解除合同',
    received: '已收到您解除合同的通知',
    receipt: '订单 WEB-zh-CN-0234：解除合同通知回执',
  },
  en: {
    market: 'DE',
    timeZone: 'Europe/Berlin',
    currencyCode: 'EUR',
    titles: [
      'Handmade ceramic mug, blue',
      'Organic oolong tea, 150 g',
      'White porcelain teapot',
      'White porcelain cup',
    ],
    begin: 'Withdraw from contract here',
    someItems: 'Only the following items',
    noItem: 'Please say which items, or choose the whole order.',
    back: 'Go back and change',
    confirm: 'Confirm withdrawal',
    received: 'We have received your withdrawal',
    receipt: 'Order WEB-en-0234: receipt of your withdrawal',
  },
} as const satisfies Record<Language, object>;

let world: World;

/** Two mugs, tea, and a set of a pot and its cups; the link to cancel it, where this machine serves it. */
async function anOrderOf(orderId: string, language: Language) {
  const { market, timeZone, currencyCode, titles } = customers[language];
  const order = await anOrderToShip(world, {
    orderId,
    orderNumber: `WEB-${orderId}-0234`,
    market,
    currencyCode,
    customer: {
      customerId: `c-${orderId}`,
      kind: 'consumer',
      email: 'kim@customer.example',
      locale: language,
      timeZone,
    },
    lines: [
      aLine({ title: titles[0], unitPriceMinor: 48_000 }),
      aLine({ lineId: 'tea', sku: 'TEA', title: titles[1], quantity: 1, unitPriceMinor: 30_000 }),
      aLine({ lineId: 'pot', sku: 'POT', title: titles[2], quantity: 1, unitPriceMinor: 90_000, bundleId: 'set' }),
      aLine({ lineId: 'cups', sku: 'CUP', title: titles[3], quantity: 4, unitPriceMinor: 12_000, bundleId: 'set' }),
    ],
  });
  return { order, link: `${world.runtime.url}/v1${await cancelLinkOf(world, orderId)}` };
}

onAPhone('the front door of cancellations', (onPhone) => {
  beforeAll(async () => {
    world = await openWorld(0);
  }, patience);
  afterAll(() => world[Symbol.asyncDispose]());

  it.each(Object.keys(customers) as Language[])(
    'leads from the link through its mistakes to the receipt in %s',
    async (language) => {
      const said = customers[language];
      const { order, link } = await anOrderOf(language, language);
      await using context = await onPhone();
      const page = await context.newPage();
      const pressed = (name: string) => page.getByRole('button', { name, exact: true }).click();

      expect((await page.goto(link))?.status()).toBe(200);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      await look(page, `cancel-${language}-1-form`);

      await page.getByLabel(said.someItems).check();
      await pressed(said.begin);
      if (language === 'zh-TW') await look(page, `cancel-${language}-2-no-item`);
      await page.getByRole('alert').getByRole('link', { name: said.noItem }).click();
      expect(await page.evaluate('document.activeElement.id')).toBe('unit-0');

      await page.getByLabel(said.titles[0]).selectOption('1');
      await page.getByLabel(said.titles[2]).selectOption('1');
      await page.locator('#reason').selectOption('better-price');
      await page.locator('#text').fill('<b>A & B</b>');
      await pressed(said.begin);
      const items = await page.getByRole('listitem').allTextContents();
      expect(items).toEqual([`${said.titles[0]} × 1`, `${said.titles[2]} × 1`, `${said.titles[3]} × 4`]);
      await look(page, `cancel-${language}-3-confirm`);

      await page.locator('#confirm').fill('9999');
      await pressed(said.confirm);
      if (language === 'zh-TW') await look(page, `cancel-${language}-4-wrong-number`);
      await page.getByRole('alert').getByRole('link').click();
      expect(await page.evaluate('document.activeElement.id')).toBe('confirm');

      await pressed(said.back);
      expect(await page.getByLabel(said.titles[0]).inputValue()).toBe('1');
      expect(await page.locator('#text').inputValue()).toBe('<b>A & B</b>');
      await pressed(said.begin);
      await page.locator('#confirm').fill('０２３４');
      await pressed(said.confirm);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(said.received);
      await look(page, `cancel-${language}-5-received`);

      await world.pass(minutes(1));
      expect((await world.order(language)).cancelRequest).toMatchObject({
        scope: 'lines',
        lines: [
          { lineId: 'line-1', quantity: 1 },
          { lineId: 'pot', quantity: 1 },
          { lineId: 'cups', quantity: 4 },
        ],
        reasonCode: 'better-price',
        text: '<b>A & B</b>',
        statutory: true,
      });
      expect(mailsOf(world, order)).toEqual([said.receipt]);
      await page.setContent(world.runtime.mailbox.at(-1)?.html ?? '');
      await look(page, `cancel-${language}-6-receipt`, standards);
    },
    patience,
  );

  it(
    'cancels the whole order without script and in the dark, after a wrong number',
    async () => {
      const said = customers['zh-TW'];
      const { link } = await anOrderOf('dark', 'zh-TW');
      await using context = await onPhone({ javaScriptEnabled: false, colorScheme: 'dark' });
      const page = await context.newPage();
      const pressed = (name: string) => page.getByRole('button', { name, exact: true }).click();
      await page.goto(link);
      expect(await page.getByLabel(said.titles[0]).isVisible()).toBe(false);
      await picture(page, 'cancel-dark-1-form');
      await pressed(said.begin);
      await page.locator('#confirm').fill('9999');
      await pressed(said.confirm);
      await picture(page, 'cancel-dark-2-wrong-number');
      await page.locator('#confirm').fill('0234');
      await pressed(said.confirm);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(said.received);
      expect((await world.order('dark')).cancelRequest).toMatchObject({ scope: 'order' });
      await world.pass(minutes(1));
      await tellsOf(world, 'dark', 'WarehouseHoldConfirmed');
      expect((await page.goto(link))?.status()).toBe(410);
      await picture(page, 'cancel-dark-3-nothing-left');
    },
    patience,
  );
});
