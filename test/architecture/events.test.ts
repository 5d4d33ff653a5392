import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { unpublishedEvents } from './events.ts';

const repository = join(import.meta.dirname, '..', '..');
const path = 'functions/decisions/hold.ts';
const schema = (name: string) => ({ [`docs/events/${name}.schema.json`]: '{}' });

describe('an event', () => {
  it('of the product has a published schema', () => {
    expect(unpublishedEvents(repository)).toEqual([]);
  });

  it('has a published schema', () => {
    using tree = temporaryTree({
      [path]: "export const held = { kind: 'event', detailType: 'OrderHeld' };\n",
      ...schema('OrderHeld'),
    });
    expect(unpublishedEvents(tree.root)).toEqual([]);
  });

  it('would be caught having none, in either branch of a choice', () => {
    using tree = temporaryTree({
      [path]: "export const one = (on: boolean) => ({ detailType: on ? 'OrderHeld' : 'OrderReleased' });\n",
      ...schema('OrderHeld'),
    });
    expect(unpublishedEvents(tree.root)).toEqual([
      `${path}:1 puts out OrderReleased, but there is no docs/events/OrderReleased.schema.json`,
    ]);
  });
});
