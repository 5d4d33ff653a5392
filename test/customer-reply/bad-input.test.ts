import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import {
  aWorldWithAQuestion,
  confirmed,
  decisions,
  encoded,
  form,
  offerOf,
  posted,
  refundLine,
  type Sent,
  send,
  signed,
} from './reply-world.ts';

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': expect.stringMatching(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
  ),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};

/** Something that must never come back. */
const canary = 'CANARY-7f3a';
const forgedMac = (link: string) => `${link.slice(0, -6)}${link.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;

interface Row {
  readonly id: string;
  readonly what: string;
  readonly status: number;
  readonly code: string;
  readonly path?: (link: string, world: World) => string | Promise<string>;
  readonly sent?: (offer: string) => Sent;
}

const post = (fields: Record<string, string>) => (offer: string) => posted(encoded({ offer, ...fields }));
const json = (value: unknown, headers = {}) =>
  posted(JSON.stringify(value), { 'content-type': 'application/json', ...headers });

const rows: Row[] = [
  { id: 'B01', what: 'no token', status: 404, code: 'LINK_INVALID', path: () => '/r' },
  { id: 'B01', what: 'a forged signature', status: 404, code: 'LINK_INVALID', path: forgedMac },
  {
    id: 'B01',
    what: 'a key that is not ours',
    status: 404,
    code: 'LINK_INVALID',
    path: (link) => link.replace('/r/', '/r/x'),
  },
  {
    id: 'B01',
    what: 'a link for another purpose',
    status: 404,
    code: 'LINK_INVALID',
    path: (_link, world) => signed(world, { purpose: 'staff' }),
  },
  {
    id: 'B01',
    what: 'a case that does not exist',
    status: 404,
    code: 'LINK_INVALID',
    path: (_link, world) => signed(world, { caseId: 'out-of-stock-o-1-000000000000' }),
  },
  { id: 'B01', what: 'words instead of a token', status: 404, code: 'LINK_INVALID', path: () => `/r/${canary}` },
  {
    id: 'B02',
    what: 'a link cut by the mail program',
    status: 404,
    code: 'LINK_INVALID',
    path: (link) => link.slice(0, -9),
  },
  {
    id: 'B02',
    what: 'a link cut at its first line',
    status: 404,
    code: 'LINK_INVALID',
    path: (link) => link.slice(0, 40),
  },
  {
    id: 'B03',
    what: 'an expired link',
    status: 410,
    code: 'LINK_EXPIRED',
    path: (_link, world) => signed(world, { expiresAt: Math.floor(world.runtime.clock.now() / 1000) - 61 }),
  },
  { id: 'B06', what: 'no choice', status: 422, code: 'CHOICE_REQUIRED', sent: post({}) },
  {
    id: 'B07',
    what: 'a choice that is not offered',
    status: 422,
    code: 'CHOICE_NOT_OFFERED',
    sent: post({ 'unit.line-1': canary }),
  },
  {
    id: 'B07',
    what: 'a cancellation of something else',
    status: 422,
    code: 'CHOICE_NOT_OFFERED',
    sent: post({ cancel: canary }),
  },
  {
    id: 'B08',
    what: 'a field sent twice',
    status: 400,
    code: 'DUPLICATE_FIELD',
    sent: (offer) => posted(`offer=${offer}&unit.line-1=wait&unit.line-1=refund-line`),
  },
  {
    id: 'B08',
    what: 'a field sent twice as JSON',
    status: 400,
    code: 'DUPLICATE_FIELD',
    sent: (offer) => ({ ...json({}), body: `{"offer":"${offer}","confirm":"0234","confirm":"0235"}` }),
  },
  ...['amount', 'orderId', 'status', 'caseId', 'shippingAddress', '__proto__'].map((field) => ({
    id: 'B09',
    what: `the extra field ${field}`,
    status: 400,
    code: 'UNKNOWN_FIELD',
    sent: (offer: string) => posted(`offer=${offer}&unit.line-1=refund-line&${field}=${canary}`),
  })),
  {
    id: 'B11',
    what: 'a body above 8 KiB',
    status: 413,
    code: 'BODY_TOO_LARGE',
    sent: post({ comment: 'a'.repeat(8193) }),
  },
  {
    id: 'B11',
    what: 'a body of 3 MB',
    status: 413,
    code: 'BODY_TOO_LARGE',
    sent: post({ comment: 'a'.repeat(3_000_000) }),
  },
  {
    id: 'B12',
    what: 'plain text',
    status: 415,
    code: 'MEDIA_TYPE',
    sent: () => posted(canary, { 'content-type': 'text/plain' }),
  },
  {
    id: 'B12',
    what: 'a multipart form',
    status: 415,
    code: 'MEDIA_TYPE',
    sent: () => posted('--x--', { 'content-type': 'multipart/form-data; boundary=x' }),
  },
  {
    id: 'B12',
    what: 'no content type',
    status: 415,
    code: 'MEDIA_TYPE',
    sent: () => ({ method: 'POST', body: 'a=b' }),
  },
  { id: 'B12', what: 'broken JSON', status: 400, code: 'BAD_JSON', sent: () => ({ ...json({}), body: '{"offer":' }) },
  { id: 'B12', what: 'JSON that is no object', status: 400, code: 'BAD_JSON', sent: () => json([canary]) },
  {
    id: 'B12',
    what: 'a number in JSON',
    status: 400,
    code: 'BAD_JSON',
    sent: (offer) => json({ offer, confirm: 234 }),
  },
  ...['PUT', 'DELETE', 'TRACE', 'PATCH', 'OPTIONS'].map((method) => ({
    id: 'B13',
    what: method,
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    sent: () => ({ method }),
  })),
  {
    id: 'B14',
    what: 'a comment of 1,001 characters',
    status: 422,
    code: 'COMMENT_TOO_LONG',
    sent: post({ ...refundLine, comment: '字'.repeat(1001) }),
  },
  { id: 'B16', what: 'a broken percent code', status: 400, code: 'BAD_ENCODING', sent: () => posted('offer=%E0%A4%A') },
  { id: 'B16', what: 'broken UTF-8', status: 400, code: 'BAD_ENCODING', sent: () => posted('offer=%C3%28') },
  {
    id: 'B16',
    what: 'half a character in JSON',
    status: 400,
    code: 'BAD_ENCODING',
    sent: () => ({ ...json({}), body: '{"comment":"\\ud83d"}' }),
  },
  ...[
    ['a form of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a form of a sister site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['an origin that hides', { origin: 'null' }],
  ].map(([what, headers]) => ({
    id: 'B17',
    what: what as string,
    status: 403,
    code: 'CROSS_SITE',
    sent: (offer: string) => posted(encoded({ offer, ...confirmed }), headers as Record<string, string>),
  })),
  {
    id: 'B18',
    what: 'the offer of yesterday',
    status: 409,
    code: 'OFFER_CHANGED',
    sent: () => posted(encoded({ offer: canary, ...confirmed })),
  },
  { id: 'B18', what: 'no offer at all', status: 409, code: 'OFFER_CHANGED', sent: () => posted(encoded(confirmed)) },
  {
    id: 'B21',
    what: 'a foreign host',
    status: 421,
    code: 'WRONG_HOST',
    sent: () => ({ headers: { host: 'evil.example' } }),
  },
  {
    id: 'B21',
    what: 'a host that begins like ours',
    status: 421,
    code: 'WRONG_HOST',
    sent: (offer) => posted(encoded({ offer, ...confirmed }), { host: 'localhost.evil.example' }),
  },
];

const named = rows.map((row) => [`${row.id}: ${row.what} answers ${row.status} ${row.code}`, row] as const);

describe('bad input of a reply', () => {
  let world: World;
  let link: string;
  let offer: string;
  beforeAll(async () => {
    world = await aWorldWithAQuestion();
    link = world.link();
    offer = await offerOf(world);
  });
  beforeEach(() => world.pass(minutes(1)));
  afterAll(async () => {
    expect(await decisions(world)).toEqual([]);
    expect((await world.cases('o-1'))[0]).toMatchObject({ state: 'asking' });
    expect((await world.order('o-1')).customerComments).toBeUndefined();
    await world[Symbol.asyncDispose]();
  });

  it.each(named)('%s, as a page and as JSON', async (_name, { status, code, path, sent }) => {
    const to = (await path?.(link, world)) ?? link;
    const request = sent?.(offer) ?? {};

    const page = await send(world, to, request);
    expect(page.status).toBe(status);
    expect(page.headers).toMatchObject({ ...securityHeaders, 'content-type': 'text/html; charset=utf-8' });
    expect(page.body).toContain(`Code: ${code}`);
    expect(page.body).toContain('We never ask for card numbers');
    expect(page.body).not.toContain(canary);

    const problem = await send(world, to, request, true);
    expect(problem.status).toBe(status);
    expect(problem.headers).toMatchObject({
      ...securityHeaders,
      'content-type': 'application/problem+json; charset=utf-8',
    });
    expect(JSON.parse(problem.body)).toMatchObject({ type: 'about:blank', status, code, detail: expect.any(String) });
    expect(problem.body).not.toContain(canary);

    if (status === 405) expect(page.headers.allow).toBe('GET, HEAD, POST');
  });

  it('B01, B02: forged, cut and unknown links look the same to the letter', async () => {
    const links = [
      forgedMac(link),
      link.slice(0, -9),
      '/r',
      `/r/${canary}`,
      await signed(world, { caseId: 'out-of-stock-o-9-0' }),
    ];
    const pages = await Promise.all(links.map((each) => send(world, each)));
    for (const page of pages) expect(page).toEqual(pages[0]);
  });

  it('B06, B07: the form comes again with what was entered and a way to the field that is wrong', async () => {
    const refused = await send(world, link, post({ comment: 'Ring <twice>' })(offer));
    expect(refused.body).toContain('<title>Error: ');
    expect(refused.body).toContain('href="#unit-0"');
    expect(refused.body).toMatch(/id="unit-0" name="unit.line-1"/);
    expect(refused.body).toContain('Ring &lt;twice&gt;</textarea>');
    const again = await send(world, link, post({ 'unit.line-1': 'refund-line', comment: 'x'.repeat(1001) })(offer));
    expect(again.body).toMatch(/value="refund-line" checked/);
    expect(again.body).toContain('href="#comment"');
    expect(again.body).toContain('1001 characters');
  });

  it('B14: a comment is counted in characters, not in code units or bytes', async () => {
    const kept = await send(world, link, post({ ...refundLine, comment: '🙂'.repeat(1000) })(offer));
    expect(kept.status).toBe(200);
    const refused = await send(world, link, post({ ...refundLine, comment: '🙂'.repeat(1001) })(offer), true);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'COMMENT_TOO_LONG', count: 1001, allowed: 1000 });
  });

  it('B19: the eleventh post in a minute waits, and in the next minute it may come again', async () => {
    await world.pass(minutes(1) - (world.runtime.clock.now() % minutes(1)));
    const one = () => send(world, link, post({})(offer));
    for (let i = 0; i < 10; i++) expect((await one()).status).toBe(422);
    const held = await one();
    expect(held).toMatchObject({ status: 429, headers: { ...securityHeaders, 'retry-after': '60' } });
    expect(held.body).toContain('Code: TOO_MANY');
    expect((await send(world, link)).status).toBe(200);
    await world.pass(minutes(1));
    expect((await one()).status).toBe(422);
    const counters = (await world.rows('Cases')).filter(({ entity }) => entity === 'reply-posts');
    expect(counters.every(({ expiresAt }) => typeof expiresAt === 'number')).toBe(true);
  });

  it('B20: a query is ignored and never shown again', async () => {
    const plain = await send(world, link);
    const tracked = await send(world, `${link}?next=https://evil.example/${canary}&utm_source=${canary}`);
    expect(tracked).toEqual(plain);
    expect(tracked.headers.location).toBeUndefined();
  });

  it("B21: the shop's own domain, the gateway's name and this machine are our hosts", async () => {
    const [, gateway = ''] = /https:\/\/([^/]+)/.exec(world.runtime.mailbox.at(-1)?.text ?? '') ?? [];
    for (const host of [gateway, gateway.toUpperCase(), '127.0.0.1:4317', 'localhost:4317']) {
      expect((await send(world, link, { headers: { host } })).status).toBe(200);
    }
    const own = await send(
      world,
      link,
      posted(encoded({ offer }), { origin: `https://${gateway}`, 'sec-fetch-site': 'same-origin' }),
    );
    expect(own.status).toBe(422);
  });

  it('a page about no order speaks the language that the browser asks for', async () => {
    const said = async (language: string) =>
      (await send(world, '/r/x', { headers: { 'accept-language': language } })).body;
    expect(await said('zh-Hant-TW,zh;q=0.8,en;q=0.5')).toContain('此連結無效');
    expect(await said('zh-CN')).toContain('此链接无效');
    expect(await said('fr')).toContain('This link is not valid');
    expect(await said('*')).toContain('This link is not valid');
    expect(await said(form)).toContain('This link is not valid');
  });

  it('HEAD is GET without the body', async () => {
    for (const path of [link, '/r/x']) {
      const shown = await send(world, path);
      expect(await send(world, path, { method: 'HEAD' })).toEqual({ ...shown, body: '' });
    }
  });
});
