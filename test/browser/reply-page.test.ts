import type { Page, Response } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Language } from '#shared/domain/primitives.ts';
import { aLine, anOrder, aPayment, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';
import { look, onAPhone, patience, picture, standards } from './phone.ts';

/** What a customer of each language bought and reads. */
const customers = {
  'zh-TW': {
    locale: 'zh-TW',
    timeZone: 'Asia/Taipei',
    currencyCode: 'TWD',
    mug: '手工陶瓷馬克杯（藍）',
    teal: '手工陶瓷馬克杯（湖水綠）',
    tea: '有機烏龍茶 150 克',
    refund: /先寄出現有 1 件，其餘退款 NT\$480/,
    send: '送出我的選擇',
    confirm: '確認送出',
    done: '已收到您的選擇',
    takeBack: '撤回這個選擇',
  },
  'zh-CN': {
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    currencyCode: 'CNY',
    mug: '手工陶瓷马克杯（蓝）',
    teal: '手工陶瓷马克杯（湖水绿）',
    tea: '有机乌龙茶 150 克',
    refund: /先发出现有 1 件，其余退款 ¥480/,
    send: '提交我的选择',
    confirm: '确认提交',
    done: '已收到您的选择',
    takeBack: '撤回这个选择',
  },
  en: {
    locale: 'en-GB',
    timeZone: 'Europe/London',
    currencyCode: 'USD',
    mug: 'Handmade ceramic mug, blue',
    teal: 'Handmade ceramic mug, teal',
    tea: 'Organic oolong tea, 150 g',
    refund: /Ship 1 now and refund the rest, \$480/,
    send: 'Send my choice',
    confirm: 'Confirm and send',
    done: 'We have your choice',
    takeBack: 'Take this choice back',
  },
} as const satisfies Record<Language, object>;

type Customer = (typeof customers)[Language];

/** Two mugs of which one is there, and tea for which the customer wished the money back, should it be out of stock. */
async function aQuestion(world: World, { locale, timeZone, currencyCode, mug, teal, tea }: Customer): Promise<void> {
  const prices = { unitPriceMinor: 48_000 };
  const incoming = [{ purchaseOrderId: 'po-1', quantity: 20, expectedAt: inDays(9) }];
  await world.put('Inventory', stockOf('MUG-BLUE', 1, { ...prices, incoming, substitutes: ['MUG-TEAL'] }));
  await world.put('Inventory', stockOf('MUG-TEAL', 9, { title: teal, unitPriceMinor: 45_000 }));
  await world.put('Inventory', stockOf('TEA', 0, prices));
  await world.put('Payments', aPayment(150_000, { currencyCode }));
  await world.put(
    'Orders',
    anOrder({
      currencyCode,
      customer: { customerId: 'c-1', kind: 'consumer', email: 'kim@customer.example', locale, timeZone },
      lines: [
        aLine({ ...prices, title: mug }),
        aLine({ ...prices, lineId: 'line-2', sku: 'TEA', title: tea, quantity: 1, ifUnavailable: 'refund' }),
      ],
      shippingCostMinor: 6_000,
    }),
  );
  await world.pass(minutes(3));
}

onAPhone('the reply page', (onPhone) => {
  /** The link of the newest mail where this machine serves it. */
  const linkOf = (world: World) => `${world.runtime.url}/v1${world.link()}`;

  /** The newest mail as a mail program shows it; its link leads to where this machine serves the page. */
  async function showMail(page: Page, { runtime }: World): Promise<void> {
    const html = runtime.mailbox.at(-1)?.html ?? '';
    await page.setContent(html.replace(/(?<=<a [^>]*href=")https:\/\/[^/"]+(?=\/v1\/r\/)/g, runtime.url ?? ''));
  }

  /** Taps the button of the mail that is shown, and gives what the page behind its link answers. */
  async function followLink(page: Page): Promise<Response> {
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().isNavigationRequest(), { timeout: patience }),
      page.locator('a[href*="/r/"]').first().tap(),
    ]);
    await page.waitForURL('**/r/*');
    return answer;
  }

  it.each(Object.keys(customers) as Language[])(
    'leads from mail to done in %s',
    async (language) => {
      const customer = customers[language];
      await using world = await World.open({}, { port: 0 });
      await aQuestion(world, customer);
      await using context = await onPhone();
      const page = await context.newPage();

      await showMail(page, world);
      await look(page, `${language}-1-mail`, standards);

      const opened = await followLink(page);
      expect(opened.status()).toBe(200);
      expect(page.url()).toBe(linkOf(world));
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await page.locator('input[type=radio]:checked').count()).toBe(0);
      await look(page, `${language}-2-question`);

      await page.getByRole('button', { name: customer.send }).click();
      await look(page, `${language}-3-nothing-chosen`);
      await page.getByRole('alert').getByRole('link').click();
      expect(await page.evaluate('document.activeElement.type')).toBe('radio');

      await page.getByLabel(customer.refund).check();
      await page.getByRole('button', { name: customer.send }).click();
      await look(page, `${language}-4-confirm`);

      await page.locator('#confirm').fill('9999');
      await page.getByRole('button', { name: customer.confirm }).click();
      if (language === 'zh-TW') await look(page, `${language}-5-wrong-number`);

      await page.locator('#confirm').fill('0234');
      await page.getByRole('button', { name: customer.confirm }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(customer.done);
      await look(page, `${language}-6-done`);

      await world.pass(minutes(11));
      await page.goto(linkOf(world));
      expect(await page.getByRole('button').count()).toBe(0);
      if (language === 'zh-TW') await look(page, `${language}-7-carried-out`);
      expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 96_000 });
    },
    patience,
  );

  it(
    'takes a corrected address, each mistake told where it is made',
    async () => {
      await using world = await World.open(
        { types: { 'order-information-error': { mode: 'automatic' } } },
        { port: 0 },
      );
      const { locale, timeZone } = customers['zh-TW'];
      await world.put('Inventory', stockOf('MUG-BLUE', 9));
      await world.put(
        'Orders',
        anOrder({
          market: 'TW',
          customer: { customerId: 'c-1', kind: 'consumer', email: 'lin@customer.example', locale, timeZone },
          shippingAddress: {
            recipientName: '林小美',
            addressLines: [''],
            city: '臺北市',
            district: '信義區',
            postalCode: '110',
            country: 'TW',
          },
        }),
      );
      await world.pass(minutes(3));
      await using context = await onPhone({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(linkOf(world));
      await picture(page, 'address-1-question');
      expect(await page.getByLabel('縣市', { exact: true }).inputValue()).toBe('臺北市');
      await page.getByLabel('路名與門牌').fill('市府路');
      await page.getByLabel('電話').fill('0912345678');
      await page.getByRole('button', { name: '送出我的選擇' }).click();
      await picture(page, 'address-2-wrong');
      await page.getByRole('alert').getByRole('link', { name: '路名與門牌：地址似乎缺少門牌號碼。' }).click();
      await page.getByLabel('路名與門牌').fill('市府路1號');
      await page.getByRole('button', { name: '送出我的選擇' }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('已收到您的選擇');
      expect((await world.order('o-1')).shippingAddress).toMatchObject({
        addressLines: ['市府路1號'],
        phone: '0912345678',
      });
    },
    patience,
  );

  it(
    'shows the fields of an address and their mistakes to everybody',
    async () => {
      await using world = await World.open(
        { types: { 'order-information-error': { mode: 'automatic' } } },
        { port: 0 },
      );
      await world.put('Inventory', stockOf('MUG-BLUE', 9));
      const shippingAddress = {
        recipientName: 'Kim Lee',
        addressLines: ['Elm Street'],
        city: 'Dallas',
        region: 'TX',
        postalCode: '10001',
        country: 'US',
      };
      await world.put('Orders', anOrder({ shippingAddress }));
      await world.pass(minutes(3));
      await using context = await onPhone();
      const page = await context.newPage();
      await page.goto(linkOf(world));
      await look(page, 'fields-1-question');
      await page.getByLabel('Deliver to the details that I have filled in here').check();
      await page.getByLabel('City', { exact: true }).fill('');
      await page.getByRole('button', { name: 'Send my choice' }).click();
      await look(page, 'fields-2-wrong');
      await page.getByRole('alert').getByRole('link').first().click();
      expect(await page.evaluate('document.activeElement.id')).toMatch(/^input-/);
    },
    patience,
  );

  it(
    'asks at the end whether its reader is content',
    async () => {
      await using world = await World.open({}, { port: 0 });
      await aQuestion(world, customers.en);
      for (const sku of ['MUG-BLUE', 'TEA']) await world.changeStock(sku, () => ({ onHand: 90 }));
      await world.pass(minutes(10));
      await using context = await onPhone();
      const page = await context.newPage();
      await page.goto(linkOf(world));
      await look(page, 'content-1-asked');
      await page.getByRole('button', { name: 'Send my answer' }).click();
      expect(await page.getByRole('alert').textContent()).toContain('one of the two answers');
      await look(page, 'content-2-nothing-chosen');
      await page.getByLabel('Yes, I am content').check();
      await page.getByRole('button', { name: 'Send my answer' }).click();
      expect(await page.getByRole('status').textContent()).toBe('Thank you for telling us.');
      await look(page, 'content-3-thanks');
    },
    patience,
  );

  it(
    'works in the dark, without script, and lets an answer be taken back',
    async () => {
      const customer = customers['zh-TW'];
      await using world = await World.open({}, { port: 0 });
      await aQuestion(world, customer);
      await using context = await onPhone({ javaScriptEnabled: false, colorScheme: 'dark' });
      const page = await context.newPage();
      await page.goto(linkOf(world));
      await picture(page, 'dark-question');
      await page.getByLabel(customer.refund).check();
      await page.locator('#comment').fill('請不要放在管理室，謝謝。');
      await page.getByRole('button', { name: customer.send }).click();
      await page.locator('#confirm').fill('０２３４');
      await picture(page, 'dark-confirm');
      await page.getByRole('button', { name: customer.confirm }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(customer.done);
      expect((await world.order('o-1')).customerComments).toMatchObject([{ text: '請不要放在管理室，謝謝。' }]);
      await page.getByRole('button', { name: customer.takeBack }).click();
      expect(await page.getByRole('status').textContent()).toContain('已撤回');
      expect(await page.locator('input[type=radio]:checked').count()).toBe(0);
      await picture(page, 'dark-taken-back');
    },
    patience,
  );
});
