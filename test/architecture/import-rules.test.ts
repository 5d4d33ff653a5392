import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type TreeFiles, temporaryTree } from '#test/support/temporary-tree.ts';

const repository = join(import.meta.dirname, '..', '..');
const settings = ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'] as const;
const folders = ['infra', 'functions', 'shared', 'test'];

interface Named {
  readonly name: string;
}

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly rule: Named; readonly from: string; readonly to: string }[];
    readonly ruleSetUsed: { readonly forbidden: readonly Named[] };
  };
}

/** What `npm run imports` sees in a tree. The command ends with the number of violations. */
async function cruised(root: string, paths: readonly string[] = folders): Promise<Cruise> {
  const command = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const words = [command, ...paths, '--config', '.dependency-cruiser.mjs', '--output-type', 'json'];
  const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, words, options).catch(
    (ended: { stdout: string }) => ended,
  );
  return JSON.parse(stdout) as Cruise;
}

/** Arrow by arrow, what each rule forbids: rule, importing file, imported file or package. */
const forbidden = [
  ['no-cycles', 'shared/domain/egg.ts', 'shared/domain/hen.ts'],
  ['domain-is-pure', 'shared/domain/a.ts', 'shared/adapters/table.ts'],
  ['domain-is-pure', 'shared/domain/b.ts', 'shared/lambda/env.ts'],
  ['domain-is-pure', 'shared/domain/c.ts', 'functions/intake/open.ts'],
  ['domain-is-pure', 'shared/domain/d.ts', '@middy/core'],
  ['html-is-pure', 'shared/html/a.ts', 'shared/adapters/table.ts'],
  ['html-is-pure', 'shared/html/b.ts', '@aws-sdk/client-sqs'],
  ['adapters-speak-to-services-only', 'shared/adapters/a.ts', 'shared/lambda/env.ts'],
  ['adapters-speak-to-services-only', 'shared/adapters/b.ts', 'functions/intake/open.ts'],
  ['lambda-frame-knows-no-function', 'shared/lambda/a.ts', 'functions/intake/open.ts'],
  ['only-adapters-use-the-sdk', 'shared/lambda/b.ts', '@aws-sdk/client-sqs'],
  ['only-adapters-use-the-sdk', 'functions/intake/a.ts', '@aws-sdk/client-sqs'],
  ['a-type-is-an-island', 'functions/exception-types/lost/ask.handler.ts', 'functions/exception-types/late/policy.ts'],
  ['a-type-is-an-island', 'functions/exception-types/lost/act.handler.ts', 'functions/exception-types/catalog.ts'],
  ['a-type-is-an-island', 'functions/exception-types/lost/end.handler.ts', 'functions/intake/open.ts'],
  ['type-rules-are-pure', 'functions/exception-types/lost/policy.ts', 'shared/adapters/table.ts'],
  ['type-rules-are-pure', 'functions/exception-types/lost/detect.ts', 'shared/lambda/env.ts'],
  ['no-function-names-a-type', 'functions/decisions/a.ts', 'functions/exception-types/late/policy.ts'],
  ['infra-takes-handlers-by-path', 'infra/a.ts', 'functions/exception-types/late/ask.handler.ts'],
  ['infra-takes-handlers-by-path', 'infra/b.ts', 'functions/intake/open.ts'],
  ['the-local-runtime-knows-cloudformation-only', 'infra/local-runtime/a.ts', 'shared/domain/money.ts'],
  ['the-local-runtime-knows-cloudformation-only', 'infra/local-runtime/b.ts', 'infra/config.ts'],
  ['product-code-imports-no-test', 'shared/lambda/c.ts', 'test/support/rows.ts'],
] as const;

/** Arrows that the rules are not to stop. */
const allowed = [
  ['shared/domain/order.ts', 'zod'],
  ['shared/adapters/queue.ts', '@aws-sdk/client-sqs'],
  ['shared/adapters/orders.ts', 'shared/domain/money.ts'],
  ['shared/lambda/handler.ts', 'shared/adapters/table.ts'],
  ['functions/exception-types/late/detect.ts', 'functions/exception-types/exception-type.ts'],
  ['functions/exception-types/late/wake.handler.ts', 'shared/adapters/table.ts'],
  ['functions/exception-types/late/wait.handler.ts', 'functions/exception-types/late/policy.ts'],
  ['functions/intake/detect.handler.ts', 'functions/exception-types/catalog.ts'],
  ['infra/app.ts', 'functions/exception-types/catalog.ts'],
  ['infra/local-runtime/command.ts', 'infra/local-runtime/clock.ts'],
  ['test/unit/money.test.ts', 'shared/domain/money.ts'],
] as const;

const packages = ['@middy/core', '@aws-sdk/client-sqs', 'zod'];
const isPackage = (target: string) => packages.includes(target);

/** A tree with every planted arrow; what is imported exists, so that each arrow resolves as it would in the product. */
function plantedTree(): TreeFiles {
  const arrows = [...forbidden.map(([, from, to]) => [from, to] as const), ...allowed];
  const targets = arrows.map(([, to]) => to).filter((to) => !isPackage(to));
  const specifier = (to: string) => (isPackage(to) ? to : `#${to}`);
  const manifest = (name: string) => JSON.stringify({ name, version: '1.0.0', main: 'index.js' });
  return {
    ...Object.fromEntries(settings.map((path) => [path, readFileSync(join(repository, path), 'utf8')])),
    ...Object.fromEntries(packages.map((name) => [`node_modules/${name}/package.json`, manifest(name)])),
    ...Object.fromEntries(packages.map((name) => [`node_modules/${name}/index.js`, 'exports.a = 1;'])),
    ...Object.fromEntries(targets.map((path) => [path, 'export const a = 1;\n'])),
    ...Object.fromEntries(arrows.map(([from, to]) => [from, `import { a } from '${specifier(to)}';\nexport { a };\n`])),
    'shared/domain/hen.ts': "import { a } from './egg.ts';\nexport { a };\n",
  };
}

describe('the import rules', () => {
  it('see the modules of the product, and hold in them', async () => {
    const { modules, summary } = await cruised(repository);
    expect(summary.violations.map(({ rule, from, to }) => `${from} → ${to}: ${rule.name}`)).toEqual([]);
    const seenIn = (folder: string) => modules.filter(({ source }) => source.startsWith(`${folder}/`)).length;
    for (const folder of folders) expect(seenIn(folder), folder).toBeGreaterThan(0);
  });

  it('stop every planted arrow by its own rule, and no arrow that is allowed', async () => {
    using tree = temporaryTree(plantedTree());
    const { violations, ruleSetUsed } = (await cruised(tree.root)).summary;
    const proven = new Set<string>(forbidden.map(([rule]) => rule));
    expect([...proven].sort()).toEqual(ruleSetUsed.forbidden.map(({ name }) => name).sort());
    const stopped = (from: string, to: string) =>
      violations
        .filter((found) => found.from === from && (isPackage(to) ? found.to.includes(to) : found.to === to))
        .map(({ rule }) => rule.name);
    for (const [rule, from, to] of forbidden) expect(stopped(from, to), `${from} → ${to}`).toContain(rule);
    for (const [from, to] of allowed) expect(stopped(from, to), `${from} → ${to}`).toEqual([]);
  });
});
