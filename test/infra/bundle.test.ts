import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle, EntryNotFound } from '#infra/bundle.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';

const entry = 'functions/staff/say-hello.handler.ts';
const hello = {
  [entry]: "import { words } from './words.ts';\nexport const handler = async () => words;\n",
  'functions/staff/words.ts': "export const words = 'hello';\n",
};

describe('a bundle', () => {
  it('is a folder of its own with one CommonJS file that Lambda finds by itself', async () => {
    using tree = temporaryTree(hello);
    const folder = bundle([entry], { root: tree.root, outDir: join(tree.root, 'out') }).get(entry)!;
    expect(folder).toBe(join(tree.root, 'out', 'staff-say-hello'));
    const { handler } = createRequire(import.meta.url)(join(folder, 'index.js')) as { handler: () => Promise<string> };
    expect(await handler()).toBe('hello');
    expect(readFileSync(join(folder, 'index.js'), 'utf8')).not.toContain('import(');
  });

  it('of a handler that is not there stops with its name, before anything is written', () => {
    using tree = temporaryTree(hello);
    const outDir = join(tree.root, 'out');
    const missing = 'functions/staff/say-goodbye.handler.ts';
    expect(() => bundle([entry, missing], { root: tree.root, outDir })).toThrow(EntryNotFound);
    expect(() => bundle([entry, missing], { root: tree.root, outDir })).toThrow(missing);
    expect(existsSync(outDir)).toBe(false);
  });
});
