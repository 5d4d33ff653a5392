import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encoded, form, hiddenFields, posted, send } from '#test/customer-reply/reply-world.ts';
import {
  anOrderToShip,
  cancellationOf,
  casesOf,
  mailsOf,
  openWorld,
  ships,
  tellsOf,
} from '#test/support/cancellation.ts';
import { cancelLinkOf, shopCalls } from '#test/support/front-door.ts';
import { aLine, days, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const inGermany = (orderId: string, locale = 'en-GB') => ({
  orderId,
  orderNumber: `WEB-${orderId}-0234`,
  market: 'DE',
  currencyCode: 'EUR' as const,
  customer: {
    customerId: `c-${orderId}`,
    kind: 'consumer' as const,
    email: 'kim@customer.example',
    locale,
    timeZone: 'Europe/Berlin',
  },
});
const inTheUs = (orderId: string) => ({ orderId, orderNumber: `WEB-${orderId}-0234` });

/** Both steps: the first form, then the second with what confirms it. */
async function cancelsBy(link: string, fields: Record<string, string>, confirm = '0234') {
  const second = await send(world, link, posted(encoded(fields)));
  const hidden = hiddenFields(second);
  return { second, hidden, done: await send(world, link, posted(encoded({ ...hidden, confirm }))) };
}

describe('a withdrawal by the link', () => {
  test('takes two steps with the labels of the law, and its receipt is mailed at once', async () => {
    const order = await anOrderToShip(world, inGermany('two'));
    const link = await cancelLinkOf(world, 'two');
    const first = await send(world, link);
    expect(first.status).toBe(200);
    expect(first.body).toContain('Withdraw from contract here</button>');
    const { second, done } = await cancelsBy(link, { scope: 'order', reason: 'better-price', text: 'see elsewhere' });
    expect(second.status).toBe(200);
    expect(second.body).toContain('Confirm withdrawal</button>');
    expect(second.body).toContain('k•••@customer.example');
    expect(second.body).not.toContain(order.orderNumber);
    expect((await world.order('two')).cancelRequest?.requestId).toBeDefined();
    expect(done.status).toBe(200);
    expect(done.body).toContain('We have received your withdrawal');
    expect(done.body).toMatch(/Received on March 2, 2026/);
    await world.pass(minutes(1));
    expect((await world.order('two')).cancelRequest).toMatchObject({
      scope: 'order',
      reasonCode: 'better-price',
      text: 'see elsewhere',
      statutory: true,
    });
    expect(mailsOf(world, order)).toEqual(['Order WEB-two-0234: receipt of your withdrawal']);
    expect(await cancellationOf(world, 'two')).toMatchObject({ state: 'pursuing', causeCode: 'better-price' });
  });

  test('changes nothing before its second step, nor by being looked at', async () => {
    await anOrderToShip(world, inGermany('look'));
    const link = await cancelLinkOf(world, 'look');
    const { version } = await world.order('look');
    for (let i = 0; i < 20; i++) expect((await send(world, link)).status).toBe(200);
    expect((await send(world, link, { method: 'HEAD' })).body).toBe('');
    await send(world, link, posted(encoded({ scope: 'order' })));
    await world.pass(minutes(1));
    expect((await world.order('look')).version).toBe(version);
    expect(await casesOf(world, 'look')).toEqual([]);
  });

  test('sent twice is one request; another one while it is open is told so', async () => {
    await anOrderToShip(world, { ...inGermany('twice'), lines: [aLine({ quantity: 3 })] });
    const link = await cancelLinkOf(world, 'twice');
    const { hidden } = await cancelsBy(link, { scope: 'lines', 'quantity.line-1': '2' });
    const again = await send(world, link, posted(encoded({ ...hidden, confirm: '0234' })));
    expect(again.status).toBe(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const other = await send(world, link, posted(encoded({ scope: 'order' })));
    expect(other.status).toBe(409);
    expect(other.body).toContain('ALREADY_REQUESTED');
    await world.pass(minutes(1));
    expect(await casesOf(world, 'twice')).toHaveLength(1);
    expect((await world.order('twice')).cancelRequest?.lines).toEqual([{ lineId: 'line-1', quantity: 2 }]);
  });

  test('of a part leaves a door for the rest; when nothing is left it says so', async () => {
    await anOrderToShip(world, { ...inGermany('rest'), lines: [aLine({ quantity: 3 })] });
    const link = await cancelLinkOf(world, 'rest');
    await cancelsBy(link, { scope: 'lines', 'quantity.line-1': '1' });
    await world.pass(minutes(1));
    await tellsOf(world, 'rest', 'WarehouseHoldConfirmed');
    const page = await send(world, link);
    expect(page.body).toContain('2 / 2');
    await cancelsBy(link, { scope: 'order' });
    await world.pass(minutes(1));
    await tellsOf(world, 'rest', 'WarehouseHoldConfirmed');
    const over = await send(world, link);
    expect([over.status, over.body.includes('ALREADY_CANCELLED')]).toEqual([410, true]);
  });

  test.each(['zh-TW', 'zh-CN'] as const)('reads %s when the order does', async (locale) => {
    await anOrderToShip(world, inGermany(`in-${locale}`, locale));
    const { body } = await send(world, await cancelLinkOf(world, `in-${locale}`));
    expect(body).toContain(locale === 'zh-TW' ? '在此解除契約</button>' : '在此解除合同</button>');
    expect(body).toContain(`<html lang="${locale}">`);
  });

  test('promises no mail to who left no address: the page itself says what was received', async () => {
    const { customer, ...order } = inGermany('no-mail');
    await anOrderToShip(world, { ...order, customer: { ...customer, email: undefined } });
    const { second, done } = await cancelsBy(await cancelLinkOf(world, 'no-mail'), {
      scope: 'lines',
      'quantity.line-1': '1',
    });
    expect(second.body).not.toContain('We send a receipt');
    expect(done.body).toContain('We have no e-mail address for this order.');
    expect(done.body).not.toContain('by e-mail');
    expect(done.body).toContain('<li>Mug, blue × 1</li>');
  });

  test('after the period is a plain wish to cancel', async () => {
    await anOrderToShip(world, inTheUs('plain'));
    const { body } = await send(world, await cancelLinkOf(world, 'plain'));
    expect(body).toContain('Cancel here</button>');
    expect(body).not.toContain('Withdraw from contract');
  });

  test('of what has left tells until when it has to come back', async () => {
    await anOrderToShip(world, inGermany('left'));
    await ships(world, 'left');
    const link = await cancelLinkOf(world, 'left');
    await cancelsBy(link, { scope: 'order' });
    await world.pass(minutes(1));
    expect((await send(world, link)).body).toMatch(/Please send them back by March 16, 2026/);
  });
});

describe('bad input of the link', () => {
  test('has its code and status, and nothing is written', async () => {
    await anOrderToShip(world, { ...inGermany('bad'), lines: [aLine({ quantity: 3 })] });
    const link = await cancelLinkOf(world, 'bad');
    const json = { 'content-type': form, accept: 'application/json' };
    const code = async (body: string, headers: Record<string, string> = {}) => {
      const answer = await send(world, link, posted(body, { ...json, ...headers }), true);
      await world.pass(10_000);
      return [answer.status, (JSON.parse(answer.body) as { code?: string }).code];
    };
    expect(await code('')).toEqual([422, 'LINES_REQUIRED']);
    expect(await code('scope=lines')).toEqual([422, 'LINES_REQUIRED']);
    expect(await code('scope=all')).toEqual([422, 'CHOICE_NOT_OFFERED']);
    expect(await code('scope=lines&quantity.line-1=4')).toEqual([422, 'QUANTITY_NOT_POSSIBLE']);
    expect(await code('scope=lines&quantity.line-1=-1')).toEqual([422, 'QUANTITY_NOT_POSSIBLE']);
    expect(await code('scope=order&reason=nonsense')).toEqual([422, 'CHOICE_NOT_OFFERED']);
    expect(await code(`scope=order&text=${'x'.repeat(1001)}`)).toEqual([422, 'COMMENT_TOO_LONG']);
    expect(await code('scope=order')).toEqual([422, 'CONFIRMATION_MISMATCH']);
    expect(await code('scope=order&hack=1')).toEqual([400, 'UNKNOWN_FIELD']);
    expect(await code('scope=order&scope=lines')).toEqual([400, 'DUPLICATE_FIELD']);
    expect(await code('scope=order&request=a b&confirm=0234')).toEqual([400, 'REQUEST_INVALID']);
    expect(await code('scope=order', { 'content-type': 'text/plain' })).toEqual([415, 'MEDIA_TYPE']);
    expect(await code('scope=order', { origin: 'https://evil.example' })).toEqual([403, 'CROSS_SITE']);
    expect((await world.order('bad')).cancelRequest).toBeUndefined();
  });

  test('five wrong confirmations end the tries of a day', async () => {
    await anOrderToShip(world, inGermany('guess'));
    const link = await cancelLinkOf(world, 'guess');
    for (let i = 0; i < 5; i++) {
      expect((await cancelsBy(link, { scope: 'order' }, '9999')).done.status).toBe(422);
      await world.pass(minutes(1));
    }
    expect((await cancelsBy(link, { scope: 'order' })).done.status).toBe(429);
    await world.pass(days(1));
    expect((await cancelsBy(link, { scope: 'order' })).done.status).toBe(200);
  });

  test('forged, cut and foreign links look the same; an old one says that it is old', async () => {
    await anOrderToShip(world, inGermany('links'));
    const link = await cancelLinkOf(world, 'links');
    const bad = [`${link.slice(0, -3)}AAA`, link.slice(0, -9), '/c/none', link.replace('/c/', '/r/')];
    for (const path of bad) expect((await send(world, path)).status, path).toBe(404);
    await world.pass(days(31));
    const old = await send(world, link);
    expect([old.status, old.body.includes('LINK_EXPIRED')]).toEqual([410, true]);
  });

  test('has the headers of the reply page', async () => {
    await anOrderToShip(world, inGermany('head'));
    const { headers } = await send(world, await cancelLinkOf(world, 'head'));
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-frame-options']).toBe('DENY');
  });
});

describe('the shop by its API', () => {
  test('is refused without a signature', async () => {
    await anOrderToShip(world, inTheUs('unsigned'));
    expect((await shopCalls(world, 'unsigned', 'cancellation-requests', { requestId: 'r-1' }, false)).status).toBe(403);
  });

  test('asks once per request id, and a request that is open is told', async () => {
    await anOrderToShip(world, inTheUs('api'));
    const ask = (body: object) => shopCalls(world, 'api', 'cancellation-requests', body);
    expect(await ask({ requestId: 'r-1', reasonCode: 'too-slow' })).toMatchObject({
      status: 202,
      said: { requestId: 'r-1' },
    });
    expect(await ask({ requestId: 'r-1' })).toMatchObject({
      status: 200,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect(await ask({ requestId: 'r-2' })).toMatchObject({ status: 409, said: { code: 'ALREADY_REQUESTED' } });
    await world.pass(minutes(1));
    await tellsOf(world, 'api', 'WarehouseHoldConfirmed');
    expect(await ask({ requestId: 'r-1' })).toMatchObject({ status: 200 });
    expect(await ask({ requestId: 'r-3' })).toMatchObject({ status: 410, said: { code: 'ALREADY_CANCELLED' } });
    expect(await casesOf(world, 'api')).toHaveLength(1);
  });

  test('gets a code for every bad request', async () => {
    await anOrderToShip(world, inTheUs('codes'));
    const code = async (body: object | string, orderId = 'codes') => {
      const { status, said } = await shopCalls(world, orderId, 'cancellation-requests', body);
      return [status, said.code];
    };
    expect(await code({})).toEqual([400, 'REQUEST_INVALID']);
    expect(await code({ requestId: 'r', scope: 'lines' })).toEqual([400, 'REQUEST_INVALID']);
    expect(await code({ requestId: 'r', extra: 1 })).toEqual([400, 'REQUEST_INVALID']);
    expect(await code('{"requestId":')).toEqual([400, 'BAD_JSON']);
    expect(await code({ requestId: 'r' }, 'nobody')).toEqual([404, 'ORDER_UNKNOWN']);
    expect(await code({ requestId: 'r', scope: 'lines', lines: [{ lineId: 'line-9', quantity: 1 }] })).toEqual([
      422,
      'QUANTITY_NOT_POSSIBLE',
    ]);
    expect(await code({ requestId: 'r', scope: 'lines', lines: [{ lineId: 'line-1', quantity: 3 }] })).toEqual([
      422,
      'QUANTITY_NOT_POSSIBLE',
    ]);
  });
});
