import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from '#test/support/world.ts';
import { aWorldWithAQuestion, send, signed } from './reply-world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorldWithAQuestion();
});
afterAll(() => world[Symbol.asyncDispose]());

const checkLink = (secondsLeft: number) =>
  signed(world, {
    caseId: '',
    orderId: '',
    purpose: 'check',
    expiresAt: Math.floor(world.runtime.clock.now() / 1000) + secondsLeft,
  });

it.each(['/r/', '/c/'])(
  'a link signed for the check is known to the page behind %s, which shows nothing',
  async (site) => {
    const path = (await checkLink(60)).replace('/r/', site);
    const answer = await send(world, path);
    expect([answer.status, answer.body]).toEqual([204, '']);
  },
);

it('a link for the check that is cut, or past its time, looks like any other that is not ours', async () => {
  const link = await checkLink(60);
  for (const path of [link.slice(0, -3), await checkLink(-61)]) {
    expect(await send(world, path, {}, true)).toMatchObject({
      status: 404,
      body: expect.stringContaining('"code":"LINK_INVALID"'),
    });
  }
});
