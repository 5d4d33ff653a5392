import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let assembly: string;
let runtime: LocalRuntime;

beforeAll(async () => {
  assembly = synthesizeParcelApp();
  runtime = await boot({ assembly, port: 0 });
}, 60_000);

afterAll(async () => {
  await runtime[Symbol.asyncDispose]();
});

const put = (parcelId: string, more: JsonObject = {}) =>
  runtime.call({
    service: 'dynamodb',
    operation: 'PutItem',
    input: {
      TableName: runtime.resourceName('Parcels'),
      Item: { parcelId: { S: parcelId }, state: { S: 'lost' }, ...more },
    },
  });

const get = (path: string, init: RequestInit = {}) => fetch(runtime.url + path, { redirect: 'manual', ...init });
const page = async (path: string) => {
  const answer = await get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
};

const sections = ['mails', 'alerts', 'events', 'executions', 'queues', 'tables', 'logs'];

test('an empty runtime says on each page that there is nothing yet', async () => {
  expect((await get('/')).headers.get('location')).toBe('/_local/');
  expect((await get('/_local')).headers.get('location')).toBe('/_local/');
  await using empty = await boot({ assembly, port: 0 });
  for (const section of sections.filter((name) => !['executions', 'queues', 'tables'].includes(name))) {
    expect(await (await fetch(`${empty.url}/_local/${section}`)).text()).toContain('class="empty"');
  }
  for (const [section, said] of [
    ['executions', 'none yet'],
    ['queues', '0 waiting'],
    ['tables', '0 rows'],
  ]) {
    expect(await (await fetch(`${empty.url}/_local/${section}`)).text()).toContain(said);
  }
});

describe('with something in every list', () => {
  beforeAll(async () => {
    await put('p1');
    await put('p2');
    await runtime.until(() => runtime.mailbox.length === 2, 60_000);
    await runtime.http({ method: 'POST', path: '/r/p1', body: 'refund' });
    await runtime.http({ method: 'POST', path: '/r/p2', body: 'burn' });
    await put('poison');
    await runtime.call({
      service: 'sns',
      operation: 'Publish',
      input: { TopicArn: runtime.resourceName('Staff'), Subject: '<script>alert(1)</script>', Message: 'a & b' },
    });
    await runtime.pass(60_000);
  });

  test('every page loads nothing from elsewhere, runs no script and fits no frame of others', async () => {
    for (const section of ['', ...sections]) {
      const answer = await get(`/_local/${section}`);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      const html = await answer.text();
      expect(html).toMatch(/^<!doctype html><html lang="en">/);
      expect(html).not.toMatch(/<script|(src|href)="https?:/);
    }
  });

  test('what the application wrote is escaped', async () => {
    const html = await page('/_local/alerts');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('a &amp; b');
  });

  test('mails are listed newest first and link to the mail', async () => {
    const html = await page('/_local/mails');
    const [second, first] = [html.indexOf('Parcel p2'), html.indexOf('Parcel p1')];
    expect(second).toBeGreaterThan(0);
    expect(first).toBeGreaterThan(second);
  });

  test('a mail shows both parts; its links lead to this machine and leave the frame', async () => {
    const mail = runtime.mailbox[0]!;
    const html = await page(`/_local/mails/${mail.id}`);
    expect(html).toContain(`src="/_local/mails/${mail.id}/html"`);
    expect(html).toContain(`<a href="${runtime.url}/v1/r/p1">`);
    const part = await get(`/_local/mails/${mail.id}/html`);
    expect(part.headers.get('content-security-policy')).toContain('sandbox allow-popups');
    const document = await part.text();
    expect(document).toContain(`href="${runtime.url}/v1/r/p1"`);
    expect(document).toContain('<base target="_top">');
    expect(await page('/v1/r/p1')).toContain('What shall we do with p1?');
  });

  test('events can be narrowed by their detail type', async () => {
    expect(await page('/_local/events')).toContain('Step Functions Execution Status Change');
    const list = (await page('/_local/events?type=ParcelDecided')).split('class="list"')[1];
    expect(list).toContain('ParcelDecided');
    expect(list).not.toContain('Status Change');
  });

  test('an execution shows its history, event by event, with input, output and what failed', async () => {
    const name = runtime.resourceName('Decide').split(':').at(-1);
    expect(await page('/_local/executions')).toContain('1 FAILED');
    expect(await page(`/_local/executions/${name}?status=FAILED`)).toContain('p2');
    const html = await page(`/_local/executions/${name}/p2`);
    for (const said of ['TaskStateEntered', 'Ask the customer', 'TaskSubmitted', 'FireHazard', 'ExecutionFailed']) {
      expect(html).toContain(said);
    }
  });

  test('a queue of what could not be delivered stands out and shows its letters', async () => {
    expect(await page('/_local/queues')).toMatch(/Unread[\s\S]*?badge bad">dead letters/);
    expect(await page(`/_local/queues/${nameIn(runtime.resourceName('Unread'))}`)).toContain('RetryAttemptsExhausted');
  });

  test('rows of a table are readable and can be searched', async () => {
    await put('p9', {
      weight: { N: '12345678901234567890.5' },
      tags: { SS: ['a', 'b'] },
      inner: { M: { n: { N: '2' } } },
    });
    const html = await page(`/_local/tables/${runtime.resourceName('Parcels')}?q=p9`);
    expect(html).toContain('1 of 6 rows');
    expect(html).toContain('&quot;weight&quot;: &quot;12345678901234567890.5&quot;');
    expect(html).toContain('&quot;n&quot;: 2');
  });

  test('a long list comes in pages', async () => {
    for (let i = 0; i < 60; i++) await put(`many-${i}`, { state: { S: 'found' } });
    const table = `/_local/tables/${runtime.resourceName('Parcels')}?q=many-`;
    expect(await page(table)).toContain('1 of 2, 60 in all');
    expect((await page(`${table}&page=2`)).split('<details>').length - 1).toBe(10);
  });

  test('what is not there is answered as such', async () => {
    for (const path of ['mails/x', 'mails/x/html', 'queues/x', 'tables/x', 'executions/x', 'executions/x/y', 'x']) {
      const answer = await get(`/_local/${path}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('There is no such page');
    }
  });

  test('scripts read the same lists as JSON', async () => {
    const json = async (section: string) => (await get(`/_local/${section}.json`)).json();
    expect(await json('mails')).toMatchObject([{ subject: 'Parcel p1', links: [`${runtime.url}/v1/r/p1`] }, {}]);
    expect(await json('executions')).toMatchObject([{ status: 'SUCCEEDED' }, { status: 'FAILED' }]);
    for (const section of sections) expect(await json(section)).toBeTypeOf('object');
  });
});

test('a foreign name that leads to this machine sees nothing', async () => {
  const headers = { host: 'evil.example' };
  const [answer] = await once(http.get(`${runtime.url}/_local/mails`, { headers }), 'response');
  expect(answer.statusCode).toBe(421);
  answer.resume();
});

test('a person lets time pass; a page of elsewhere cannot', async () => {
  const before = runtime.clock.now();
  const post = (headers: Record<string, string>) =>
    get('/_local/time', { method: 'POST', headers, body: new URLSearchParams({ hours: '24' }) });
  expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
  expect(runtime.clock.now()).toBe(before);
  expect((await post({ origin: runtime.url ?? '' })).headers.get('location')).toBe('/_local/');
  expect(runtime.clock.now()).toBe(before + 86_400_000);
});

const nameIn = (url: string) => url.split('/').at(-1);
