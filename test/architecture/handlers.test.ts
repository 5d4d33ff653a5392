import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functions } from '#infra/functions.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { uncalledHandlers } from './handlers.ts';

const repository = join(import.meta.dirname, '..', '..');
const task = 'functions/decisions/ask-carrier.handler.ts';
const sweep = 'functions/intake/sweep.handler.ts';
const hourly = { entry: sweep, triggers: [{ kind: 'sweep-schedule' }] } as const;

const aTree = () =>
  temporaryTree({
    [task]: '',
    [sweep]: '',
    'state-machines/refund.asl.json': JSON.stringify({
      States: { Ask: { Arguments: { FunctionName: '${askCarrier}' } } },
    }),
  });

describe('a handler', () => {
  it('of the product is called by somebody', () => {
    expect(functions.length).toBeGreaterThan(10);
    expect(uncalledHandlers(repository, functions)).toEqual([]);
  });

  it('is called by a trigger or by a state machine', () => {
    using tree = aTree();
    expect(uncalledHandlers(tree.root, [{ entry: task }, hourly])).toEqual([]);
  });

  it('would be caught being deployed by no stack', () => {
    using tree = aTree();
    expect(uncalledHandlers(tree.root, [hourly])).toEqual([`${task}: infra/functions.ts does not list it`]);
  });

  it('would be caught being called by nobody', () => {
    using tree = aTree();
    expect(uncalledHandlers(tree.root, [{ entry: task }, { entry: sweep }])).toEqual([
      `${sweep}: no trigger and no state machine calls it`,
    ]);
  });
});
