import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Clock } from '#infra/local-runtime/clock.ts';

/** A wall clock that a test moves; each look at it lets a millisecond pass, so that nothing waits for ever. */
function movableWall(start = 0) {
  let at = start;
  return {
    now: () => at++,
    jump: (ms: number) => {
      at += ms;
    },
  };
}

describe('following the wall', () => {
  test('a timer fires when its time has come, not before', async () => {
    const clock = new Clock(1_000);
    const wall = movableWall();
    const stop = new AbortController();
    const fired: number[] = [];
    clock.after(500, () => fired.push(clock.now()));
    const following = clock.follow(stop.signal, wall.now);
    await setImmediate();
    expect(fired).toEqual([]);
    wall.jump(500);
    clock.after(0, () => undefined);
    await setImmediate();
    await setImmediate();
    expect(fired.length).toBe(1);
    expect(fired[0]).toBeGreaterThanOrEqual(1_500);
    stop.abort();
    await following;
  });

  test('the clock tells the time of the moment at which it is asked', async () => {
    const clock = new Clock(1_000);
    const wall = movableWall();
    const stop = new AbortController();
    const following = clock.follow(stop.signal, wall.now);
    wall.jump(10_000);
    expect(clock.now()).toBeGreaterThanOrEqual(11_000);
    stop.abort();
    await following;
    const stopped = clock.now();
    wall.jump(10_000);
    expect(clock.now()).toBe(stopped);
  });

  test('a skip meanwhile widens the lead: time goes on from where the skip ended', async () => {
    const clock = new Clock(0);
    const wall = movableWall();
    const stop = new AbortController();
    const following = clock.follow(stop.signal, wall.now);
    await clock.drive(() => false, clock.now() + 86_400_000);
    const skipped = clock.now();
    expect(skipped).toBeGreaterThanOrEqual(86_400_000);
    wall.jump(1_000);
    expect(clock.now()).toBeGreaterThanOrEqual(skipped + 1_000);
    expect(clock.now()).toBeLessThan(skipped + 2_000);
    stop.abort();
    await following;
  });

  test('cannot be done twice at once, and a stopped one can begin again', async () => {
    const clock = new Clock(0);
    const stop = new AbortController();
    const following = clock.follow(stop.signal, movableWall().now);
    await expect(clock.follow(stop.signal, Date.now)).rejects.toThrow('follows the wall already');
    stop.abort();
    await following;
    await clock.follow(AbortSignal.abort(), movableWall().now);
  });
});

test('cancelled timers are taken away, and the others still fire in their sequence', async () => {
  const clock = new Clock(0);
  const fired: number[] = [];
  const timers = Array.from({ length: 5_000 }, (_, i) => clock.after((i * 7919) % 5_000, () => fired.push(i)));
  for (const [i, timer] of timers.entries()) if (i % 5 !== 0) clock.cancel(timer);
  for (const timer of timers.slice(0, 10)) clock.cancel(timer);
  await clock.drive();
  const kept = timers.map((_, i) => i).filter((i) => i % 5 === 0 && i >= 10);
  expect(fired).toEqual(kept.sort((a, b) => ((a * 7919) % 5_000) - ((b * 7919) % 5_000)));
});

test('two that wait for the same work both go on when it ends', async () => {
  const clock = new Clock(0);
  const { promise, resolve } = Promise.withResolvers<void>();
  void clock.hold(promise);
  const both = [clock.drive(() => false, 1_000), clock.drive(() => false, 2_000)];
  await setImmediate();
  resolve();
  expect(await Promise.all(both)).toEqual([false, false]);
  expect(clock.now()).toBe(2_000);
});
