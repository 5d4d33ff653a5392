import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CatalogUnreadable, withCatalogLine } from '#infra/scaffold/catalog-line.ts';
import { newExceptionType } from '#infra/scaffold/new-exception-type.ts';
import { longestTypeName, TypeNameRefused, typeName } from '#infra/scaffold/type-name.ts';
import { caseIdOf } from '#shared/domain/identity.ts';
import { languages } from '#shared/domain/primitives.ts';
import {
  catalogLines,
  machineGaps,
  messageGaps,
  registrationGaps,
  scenarioGaps,
  typeFolders,
  typesNamedElsewhere,
  unwrittenGaps,
} from '#test/architecture/completeness.ts';
import { errorGaps, retryGaps, tokenGaps, waitGaps } from '#test/architecture/state-machines.ts';

const repository = join(import.meta.dirname, '..', '..');
const copied = ['functions', 'shared', 'state-machines', 'infra', 'test/exception-types', 'test/support'];
const settings = ['package.json', 'tsconfig.json', 'biome.json', 'cdk.json', '.gitignore'];

/** The product's tree, to be changed at will. */
function aCopy(): { readonly root: string } & Disposable {
  const root = mkdtempSync(join(tmpdir(), 'ordermend-copy-'));
  for (const path of [...copied, ...settings]) cpSync(join(repository, path), join(root, path), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** Everything that test/architecture says is missing in a tree. */
const gaps = (root: string): string[] =>
  [
    registrationGaps,
    machineGaps,
    scenarioGaps,
    (tree: string) => messageGaps(tree, languages),
    tokenGaps,
    errorGaps,
    retryGaps,
    waitGaps,
    unwrittenGaps,
    typesNamedElsewhere,
  ].flatMap((check) => check(root));

/** The compiler's complaints about these files, under the tree's own settings. */
function complaints(root: string, paths: readonly string[]): string {
  const files = paths.filter((path) => path.endsWith('.ts'));
  const settings = join(root, 'tsconfig.written.json');
  writeFileSync(settings, JSON.stringify({ extends: './tsconfig.json', files, include: [] }));
  const compiler = join(root, 'node_modules/typescript-native/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, '--noEmit', '-p', settings], { encoding: 'utf8' });
  return stdout + stderr;
}

const edit = (root: string, path: string, change: (text: string) => string) =>
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));

describe('a new exception type', () => {
  it('is complete but for what only its author can say, and complete once that is said', () => {
    using copy = aCopy();
    const paths = newExceptionType(copy.root, 'late-parcel');
    expect(catalogLines(copy.root)).toEqual([...catalogLines(repository), 'late-parcel']);
    expect(typeFolders(copy.root)).toContain('late-parcel');
    const missing = gaps(copy.root);
    for (const path of paths.filter((path) => !/\/(catalog|definition|settings)\.ts$/.test(path))) {
      expect(missing.filter((gap) => gap.startsWith(`${path}:`)).length, `${path} names no gap`).toBeGreaterThan(0);
    }
    for (const language of languages) expect(missing.join('\n')).toContain(`unwritten: question in ${language}`);
    expect(missing.filter((gap) => !gap.includes('unwritten: '))).toEqual([]);

    for (const path of paths) edit(copy.root, path, (text) => text.replaceAll('unwritten: ', 'written: '));
    expect(gaps(copy.root)).toEqual([]);
  });

  it('compiles against the contract and is formatted', () => {
    using copy = aCopy();
    const paths = newExceptionType(copy.root, 'late-parcel');
    expect(complaints(copy.root, paths)).toBe('');
    const biome = join(repository, 'node_modules/.bin/biome');
    const formatted = () =>
      execFileSync(biome, ['check', '--vcs-enabled=false', ...paths], { cwd: copy.root, stdio: 'pipe' });
    expect(formatted).not.toThrow();
    const definition = paths.find((path) => path.endsWith('definition.ts'))!;
    edit(copy.root, definition, (text) => text.replace("key: '", "kee: '"));
    expect(complaints(copy.root, paths)).toContain('kee');
  });

  it('fails its scenario until it is written', () => {
    using copy = aCopy();
    const paths = newExceptionType(copy.root, 'late-parcel');
    const scenario = paths.find((path) => path.endsWith('.scenario.test.ts'))!;
    expect(readFileSync(join(copy.root, scenario), 'utf8')).toContain('expect.fail(');
  });

  it('is not written over another one, nor over anything else', () => {
    using copy = aCopy();
    newExceptionType(copy.root, 'late-parcel');
    const definition = 'functions/exception-types/late-parcel/definition.ts';
    edit(copy.root, definition, () => 'export const kept = 1;\n');
    expect(() => newExceptionType(copy.root, 'late-parcel')).toThrow('"late-parcel" exists already');
    expect(readFileSync(join(copy.root, definition), 'utf8')).toBe('export const kept = 1;\n');
    writeFileSync(join(copy.root, 'state-machines/exception-types/lost-parcel.asl.json'), '{}');
    expect(() => newExceptionType(copy.root, 'lost-parcel')).toThrow('would overwrite state-machines');
    expect(typeFolders(copy.root)).not.toContain('lost-parcel');
  });
});

describe('the name of a type', () => {
  it.each([
    ['LateParcel', 'such as late-parcel'],
    ['late_parcel', 'such as late-parcel'],
    ['late parcel', 'such as late-parcel'],
    ['-late', 'such as late'],
    ['late--parcel', 'such as late-parcel'],
    ['2-late', 'such as late'],
    ['', 'is no kebab-case name'],
    ['../late', 'such as late'],
    ['包裹延誤', 'is no kebab-case name'],
    ['refund', 'is taken by the product itself'],
    ['out-of-stock', 'exists already; there are lost, out-of-stock'],
    ['a'.repeat(longestTypeName + 1), `has ${longestTypeName + 1} characters, allowed are ${longestTypeName}`],
  ])('is not %j', (name, message) => {
    expect(() => typeName(name, ['out-of-stock', 'lost'])).toThrow(TypeNameRefused);
    expect(() => typeName(name, ['out-of-stock', 'lost'])).toThrow(message);
  });

  it('leaves room for the longest order id in the id of a case', () => {
    const longest = caseIdOf('a'.repeat(longestTypeName), 'o'.repeat(40), 'cause');
    expect(longest).toHaveLength(80);
  });
});

describe('the catalog', () => {
  const text = `import type { ExceptionType } from './exception-type.ts';
import { outOfStock } from './out-of-stock/definition.ts';

export const catalog: readonly ExceptionType[] = [outOfStock];
`;

  it('gets one line and one import, in sequence', () => {
    expect(
      withCatalogLine(withCatalogLine(text, 'late-parcel'), 'payment-failure'),
    ).toBe(`import type { ExceptionType } from './exception-type.ts';
import { lateParcel } from './late-parcel/definition.ts';
import { outOfStock } from './out-of-stock/definition.ts';
import { paymentFailure } from './payment-failure/definition.ts';

export const catalog: readonly ExceptionType[] = [outOfStock, lateParcel, paymentFailure];
`);
  });

  it('that has another form is left alone', () => {
    expect(() => withCatalogLine('export const catalog = load();\n', 'late-parcel')).toThrow(CatalogUnreadable);
  });
});
