import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { sourceFiles } from './source-files.ts';
import { clockModule, emptyNames, unrepeatableCalls, wordsOfTheShop } from './source-rules.ts';

const repository = join(import.meta.dirname, '..', '..');

describe('time and chance', () => {
  it('are taken from the machine in one module only', () => {
    const files = sourceFiles(repository, ['functions', 'shared']).map(({ path }) => path);
    expect(files.length).toBeGreaterThan(20);
    expect(files).toContain(clockModule);
    expect(unrepeatableCalls(repository)).toEqual([]);
  });

  it.each([
    ['Date.now()', 'export const at = Date.now();'],
    ['Date.now()', 'export const at = globalThis.Date.now();'],
    ['Date()', 'export const at = Date();'],
    ['new Date()', 'export const at = new Date();'],
    ['new Date()', 'export const at = new Date;'],
    ['Math.random()', 'export const n = Math.random() * 6;'],
    ['performance.now()', 'export const at = performance.now();'],
    ['randomUUID()', "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();"],
    ['crypto.randomUUID()', 'export const id = crypto.randomUUID();'],
    ['setTimeout()', 'setTimeout(() => {}, 10);'],
    ['setInterval()', 'setInterval(() => {}, 10);'],
  ])('are found as %s', (call, text) => {
    for (const path of ['shared/domain/planted.ts', 'functions/intake/planted.handler.ts', 'shared/html/planted.tsx']) {
      using tree = temporaryTree({ [path]: `// the first line\n${text}\n` });
      expect(unrepeatableCalls(tree.root)).toEqual([expect.stringMatching(new RegExp(`^${path}:[23] `))]);
      expect(unrepeatableCalls(tree.root)[0]).toContain(call);
    }
  });

  it('are not found in a comment, a text, a date that is given, nor in the clock itself', () => {
    using tree = temporaryTree({
      'shared/domain/given.ts':
        "// Date.now() is banned\nexport const at = new Date('2026-11-02');\nexport const s = 'Math.random()';\n",
      [clockModule]: 'export const now = () => new Date();\n',
    });
    expect(unrepeatableCalls(tree.root)).toEqual([]);
  });
});

describe('the local runtime', () => {
  it('does not speak of orders', () => {
    expect(sourceFiles(repository, ['infra/local-runtime']).length).toBeGreaterThan(0);
    expect(wordsOfTheShop(repository)).toEqual([]);
  });

  it.each([
    'export const orderId = 1;',
    'export const orders = [];',
    'export const ORDER_STATES = [];',
    'export class OrderTable {}',
    'export const openOrders = [];',
    'export const row = { orderNumber: 1 };',
    "export const table = 'Orders';",
    "export const key = 'out of order-information-error';",
    'export const key = (id: string) => `ORDER#${id}`;',
    "export const prefix = 'ordermend-dev';",
  ])('would be caught saying: %s', (text) => {
    using tree = temporaryTree({ 'infra/local-runtime/planted.ts': `${text}\n` });
    expect(wordsOfTheShop(tree.root)).toEqual([expect.stringMatching(/^infra\/local-runtime\/planted\.ts:1 /)]);
  });

  it.each([
    'export const timer = { at: 1, order: 2 };',
    'export const inOrder = (a: number, b: number) => a - b;',
    'export const read = ({ reverseOrder }: { reverseOrder: boolean }) => reverseOrder;',
    "export const note = 'records arrive in order, in the order of their keys';",
    "export const border = 'border-box';",
    'export const reorder = (list: string[]) => list;',
  ])('may speak of the order of a list: %s', (text) => {
    using tree = temporaryTree({ 'infra/local-runtime/planted.ts': `${text}\n` });
    expect(wordsOfTheShop(tree.root)).toEqual([]);
  });
});

describe('names of files and folders', () => {
  const planted = [
    'shared/utils/dates.ts',
    'functions/intake/order-helpers.ts',
    'shared/common.ts',
    'infra/manager.ts',
  ];

  it('say what is inside', () => {
    expect(emptyNames(sourceFiles(repository, ['infra', 'functions', 'shared', 'test']))).toEqual([]);
  });

  it.each(planted)('would be caught saying nothing: %s', (path) => {
    using tree = temporaryTree({ [path]: 'export {};\n' });
    expect(emptyNames(sourceFiles(tree.root, ['infra', 'functions', 'shared']))).toEqual([path]);
  });
});
