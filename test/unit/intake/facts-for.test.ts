import { expect, test } from 'vitest';
import { catalog } from '#functions/exception-types/catalog.ts';
import { installed } from '#functions/exception-types/exception-type.ts';
import type { Desk } from '#functions/intake/desk.ts';
import { factsFor } from '#functions/intake/look-at-order.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import type { Operations } from '#shared/domain/operations.ts';
import { anOrder, start } from '#test/support/shop.ts';

const settings = { types: {}, messages: messagePolicy.parse({}) } as unknown as Parameters<typeof installed>[1];
const types = catalog.map((type) => installed(type, settings));

/** Whether the shelves of everything on the order are read, at a look that its own row called for. */
const readsAllShelves = (counted: boolean, seenBefore?: boolean) =>
  factsFor(
    { types } as unknown as Desk,
    anOrder(),
    { cases: [], decided: new Set(), watchedUntil: undefined, counted },
    { tables: ['orders'], operations: {} as Operations, now: start, ...(seenBefore !== undefined && { seenBefore }) },
  ).has('shelves');

test('the shelves of lines that lack nothing are read when an order is first seen, and by no later look', () => {
  expect(readsAllShelves(false)).toBe(true);
  expect(readsAllShelves(false, false)).toBe(true);
  expect(readsAllShelves(true)).toBe(false);
  expect(readsAllShelves(false, true)).toBe(false);
});
