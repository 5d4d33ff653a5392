import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { World } from '#test/support/world.ts';

const example = (name: string): JsonObject =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../events', name), 'utf8'));

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world[Symbol.asyncDispose]());

it.each([
  ['show-question', 'reply-page-get.json', 'text/html; charset=utf-8', '此連結無效'],
  ['accept-answer', 'reply-page-post.json', 'application/problem+json; charset=utf-8', '"code":"LINK_INVALID"'],
])('the function %s answers the example event %s: its link is not valid here', async (name, file, type, text) => {
  expect(await world.runtime.invoke(`ordermend-dev-${name}`, example(file))).toMatchObject({
    statusCode: 404,
    headers: { 'content-type': type },
    body: expect.stringContaining(text),
  });
});

it('a function answers nothing but its own methods, whatever the gateway lets through', async () => {
  const put = { ...example('reply-page-post.json'), httpMethod: 'PUT' };
  for (const name of ['show-question', 'accept-answer']) {
    expect(await world.runtime.invoke(`ordermend-dev-${name}`, put)).toMatchObject({
      statusCode: 405,
      headers: { allow: 'GET, HEAD, POST' },
    });
  }
});

it('a body that the gateway hands over in base64 is read, and broken bytes in it are found', async () => {
  const encoded = (bytes: Buffer) => ({
    ...example('reply-page-post.json'),
    isBase64Encoded: true,
    body: bytes.toString('base64'),
  });
  const answers = [Buffer.from('offer=a'), Buffer.from([0x61, 0x3d, 0xc3, 0x28])].map((bytes) =>
    world.runtime.invoke('ordermend-dev-accept-answer', encoded(bytes)),
  );
  expect(await Promise.all(answers)).toMatchObject([{ statusCode: 404 }, { statusCode: 400 }]);
});
