import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '#infra/bundle.ts';
import { functions } from '#infra/functions.ts';
import { root } from './product.ts';

/** A bundle may grow by this share before somebody has to say so by changing its budget. */
const tolerance = 0.05;
const advice =
  'find what grew with `npm run bench -- --only bytes`; if it is worth it: `npm run bench -- --write-budget`';

const contents = contentsOf([...new Set(functions.map(({ entry }) => entry))], root);
const budget = JSON.parse(readFileSync(join(root, 'test/infra/bundle-budget.json'), 'utf8')) as Record<string, number>;
const filesOf = (entry: string) =>
  [...contents.get(entry)!.inputs].filter(([, bytes]) => bytes > 0).map(([file]) => file);

describe('the bytes of a bundle', () => {
  it('have a budget each, and no budget is left over', () => {
    expect(Object.keys(budget), advice).toEqual([...contents.keys()].sort());
  });

  it.each(Object.entries(budget))('of %s are at most 5 %% above %i', (entry, allowed) => {
    expect(contents.get(entry)?.bytes, advice).toBeLessThanOrEqual(allowed * (1 + tolerance));
  });

  it('hold no language of zod but English, which `import { z }` would bring all of', () => {
    const locales = [...contents.keys()].flatMap(filesOf).filter((file) => /zod\/.*\/locales\/(?!en\.)/.test(file));
    expect(locales).toEqual([]);
  });

  it('hold the postal tables once, packed, and only where orders are judged', () => {
    for (const [entry, { inputs }] of contents) {
      const tables = [...inputs].filter(([file]) => /\/tables\/[a-z-]+\.json$/.test(file));
      const bytes = tables.reduce((sum, [, each]) => sum + each, 0);
      const judges = inputs.has('functions/exception-types/catalog.ts');
      expect([entry, bytes <= (judges ? 250_000 : 0)]).toEqual([entry, true]);
    }
  });

  it('hold no credential provider but the one that reads the environment', () => {
    const providers = [...contents.keys()]
      .flatMap(filesOf)
      .filter((file) => /credential-provider|nested-clients/.test(file));
    expect(providers).toEqual([]);
  });
});
