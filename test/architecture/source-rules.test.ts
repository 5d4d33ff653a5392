import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { sourceFiles } from './source-files.ts';
import {
  clockModule,
  emptyNames,
  longestFile,
  longestHandler,
  longFiles,
  longHandlers,
  unrepeatableCalls,
  wordsOfTheShop,
} from './source-rules.ts';

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
    ['setImmediate()', 'setImmediate(() => {});'],
    ['Date under another name', 'const D = Date;\nexport const at = new D();'],
    ['Date under another name', 'export const at = Reflect.construct(Date, []);'],
    ['Date under another name', "export const at = Date['now']();"],
    ['Date under another name', 'const { now } = Date;\nexport const at = now();'],
    ['Date under another name', 'const { Date: D } = { Date };\nexport const at = new D();'],
    ['Math under another name', 'const { random } = Math;\nexport const n = random();'],
    ['Math.random()', 'const dice = Math.random;\nexport const n = dice();'],
    ['setTimeout under another name', 'const later = setTimeout;\nlater(() => {}, 10);'],
    ['randomUUID()', "import { randomUUID as id } from 'node:crypto';\nexport const made = id();"],
    ['randomBytes()', "import { randomBytes } from 'node:crypto';\nexport const bytes = randomBytes;"],
    ['crypto.getRandomValues()', 'export const bytes = crypto.getRandomValues(new Uint8Array(4));'],
    ['process.hrtime()', 'export const at = process.hrtime.bigint();'],
    ['import of timers/promises', "import { setTimeout as sleep } from 'node:timers/promises';\nexport { sleep };"],
    ['import of perf_hooks', "import { performance as p } from 'node:perf_hooks';\nexport const at = p.now();"],
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
      'shared/domain/pure.ts': [
        'export interface Row { readonly Date: Date; readonly random: number }',
        'export const pick = ({ Date: day, random }: Row, x: unknown) => [day, random, x instanceof Date];',
        'export const top = (n: number) => Math.max(Math.round(n), Date.parse("2026-11-02"), Date.UTC(2026, 1));',
      ].join('\n'),
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

describe('files', () => {
  const long = { 'shared/domain/long.ts': 'export {};\n'.repeat(longestFile + 1) };
  /** Path → why this file is better read in one piece. */
  const reasons: Readonly<Record<string, string>> = {};

  it('are short enough to be read at once, or say why not', () => {
    expect(longFiles(repository, reasons)).toEqual([]);
  });

  it('would be caught being long', () => {
    using tree = temporaryTree({ ...long, 'infra/short.ts': 'export {};\n'.repeat(longestFile) });
    expect(longFiles(tree.root)).toEqual(['shared/domain/long.ts has 301 lines']);
  });

  it('are excepted while they are long only', () => {
    using tree = temporaryTree(long);
    expect(longFiles(tree.root, { 'shared/domain/long.ts': 'a table' })).toEqual([]);
    expect(longFiles(tree.root, { 'infra/gone.ts': 'a table', 'shared/domain/long.ts': 'a table' })).toEqual([
      'infra/gone.ts is excepted, but is not long',
    ]);
  });
});

describe('handlers', () => {
  const lines = (count: number) => 'export {};\n'.repeat(count);

  it('leave what they do to a module beside them', () => {
    expect(longHandlers(repository)).toEqual([]);
  });

  it.each(['functions/intake/long.handler.ts', 'functions/exception-types/late/long.handler.tsx'])(
    'would be caught doing it themselves: %s',
    (path) => {
      using tree = temporaryTree({ [path]: lines(longestHandler + 1) });
      expect(longHandlers(tree.root)).toEqual([`${path} has 41 lines`]);
    },
  );

  it('alone are held to it', () => {
    using tree = temporaryTree({
      'functions/intake/short.handler.ts': lines(longestHandler),
      'functions/intake/long.ts': lines(longestHandler + 1),
    });
    expect(longHandlers(tree.root)).toEqual([]);
  });
});
