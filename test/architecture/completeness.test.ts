import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '#shared/domain/primitives.ts';
import { type TreeFiles, temporaryTree } from '#test/support/temporary-tree.ts';
import {
  catalogLines,
  machineGaps,
  messageGaps,
  registrationGaps,
  scenarioGaps,
  typeFolders,
  typesNamedElsewhere,
  unwrittenGaps,
} from './completeness.ts';

const repository = join(import.meta.dirname, '..', '..');
const messagesIn = (root: string) => messageGaps(root, languages);

/** A tree with one complete type, `late-parcel`, changed by `change`; a file set to `undefined` is left out. */
const aTree = (change: Record<string, string | undefined> = {}) => {
  const complete = {
    'functions/exception-types/catalog.ts':
      "import { lateParcel } from './late-parcel/definition.ts';\nexport const catalog: readonly Type[] = [lateParcel];\n",
    'functions/exception-types/late-parcel/definition.ts': "export const lateParcel = {\n  key: 'late-parcel',\n};\n",
    'functions/exception-types/late-parcel/messages.ts':
      "export const messages = { 'zh-TW': speak('zh-TW', { a: '您' }), 'zh-CN': speak('zh-CN', { a: '你' }), en: speak('en', { a: 'you' }) };\n",
    'state-machines/exception-types/late-parcel.asl.json': '{}',
    'test/exception-types/late-parcel.scenario.test.ts': '',
  };
  const files = Object.entries({ ...complete, ...change }).filter(([, text]) => text !== undefined);
  return temporaryTree(Object.fromEntries(files) as TreeFiles);
};

describe('the exception types of the product', () => {
  it('have a folder and a line in the catalog, under one key', () => {
    expect(typeFolders(repository).length).toBeGreaterThan(0);
    expect(catalogLines(repository).sort()).toEqual(typeFolders(repository));
    expect(registrationGaps(repository)).toEqual([]);
  });

  it('have a state machine each', () => {
    expect(machineGaps(repository)).toEqual([]);
  });

  it('have a scenario each', () => {
    expect(scenarioGaps(repository)).toEqual([]);
  });

  it('speak every language of the product', () => {
    expect(languages).toEqual(['zh-TW', 'zh-CN', 'en']);
    expect(messagesIn(repository)).toEqual([]);
  });

  it('leave nothing of their skeleton unwritten', () => {
    expect(unwrittenGaps(repository)).toEqual([]);
  });

  it('are named by nobody else', () => {
    expect(typesNamedElsewhere(repository)).toEqual([]);
  });
});

describe('a complete type', () => {
  it('has no gap', () => {
    using tree = aTree();
    const checks = [registrationGaps, machineGaps, scenarioGaps, messagesIn, unwrittenGaps, typesNamedElsewhere];
    expect(checks.flatMap((check) => check(tree.root))).toEqual([]);
    expect(typeFolders(tree.root)).toEqual(['late-parcel']);
  });

  it('has not been forgotten in the catalog', () => {
    using tree = aTree({ 'functions/exception-types/catalog.ts': 'export const catalog = [];\n' });
    expect(registrationGaps(tree.root)).toEqual(['late-parcel: no line in catalog.ts']);
  });

  it('is in the list, not only imported', () => {
    const catalog = "import { lateParcel } from './late-parcel/definition.ts';\nexport const catalog = [];\n";
    using tree = aTree({ 'functions/exception-types/catalog.ts': catalog });
    expect(registrationGaps(tree.root)).toEqual(['late-parcel: no line in catalog.ts']);
  });

  it('is in the catalog once', () => {
    const catalog =
      "import { lateParcel } from './late-parcel/definition.ts';\nexport const catalog = [lateParcel, lateParcel];\n";
    using tree = aTree({ 'functions/exception-types/catalog.ts': catalog });
    expect(registrationGaps(tree.root)).toEqual(['late-parcel: twice in catalog.ts']);
  });

  it('has its folder', () => {
    const catalog = "import { lost } from './lost-parcel/definition.ts';\nexport const catalog = [lost];\n";
    using tree = aTree({ 'functions/exception-types/catalog.ts': catalog });
    expect(registrationGaps(tree.root)).toContain('lost-parcel: in catalog.ts, but has no folder');
  });

  it('has the key of its folder', () => {
    const path = 'functions/exception-types/late-parcel/definition.ts';
    using renamed = aTree({ [path]: "export const lateParcel = {\n  key: 'parcel-late',\n};\n" });
    expect(registrationGaps(renamed.root)).toEqual(['late-parcel: definition.ts has the key parcel-late']);
    using without = aTree({ [path]: undefined });
    expect(registrationGaps(without.root)).toEqual(['late-parcel: no definition.ts']);
  });

  it('has a state machine, and no machine is left over', () => {
    using tree = aTree({
      'state-machines/exception-types/late-parcel.asl.json': undefined,
      'state-machines/exception-types/lost-parcel.asl.json': '{}',
    });
    expect(machineGaps(tree.root)).toEqual([
      'late-parcel: no state-machines/exception-types/late-parcel.asl.json',
      'state-machines/exception-types/lost-parcel.asl.json: no such type',
    ]);
  });

  it('has a scenario, and no scenario is left over', () => {
    using tree = aTree({
      'test/exception-types/late-parcel.scenario.test.ts': undefined,
      'test/exception-types/lost-parcel.scenario.test.ts': '',
    });
    expect(scenarioGaps(tree.root)).toEqual([
      'late-parcel: no test/exception-types/late-parcel.scenario.test.ts',
      'test/exception-types/lost-parcel.scenario.test.ts: no such type',
    ]);
  });

  it.each([
    ["export const messages = { 'zh-TW': { a: '您' }, en: { a: 'you' } };", 'no messages in zh-CN'],
    [
      "export const messages = { 'zh-TW': { a: '您' }, 'zh-CN': { a: '你' }, en: { a: '1' }, fr: {} };",
      'unknown language fr',
    ],
    [
      "export const messages = { 'zh-TW': speak('zh-TW', { a: '你' }), 'zh-CN': speak('zh-CN', { a: '你' }), en: { a: 'you' } };",
      'the messages in zh-CN are those of another language',
    ],
    ['export const words = {};', 'messages.ts exports no object `messages`'],
  ])('speaks every language in its own words, unlike %s', (messages, gap) => {
    using tree = aTree({ 'functions/exception-types/late-parcel/messages.ts': messages });
    expect(messagesIn(tree.root)).toEqual([`late-parcel: ${gap}`]);
  });

  it.each(['functions/intake/open.ts', 'shared/domain/case.ts', 'functions/exception-types/lost/policy.ts'])(
    'is not named by %s',
    (path) => {
      using tree = aTree({
        [path]: "// late-parcel\nexport const urgent = (type: string) => type === 'late-parcel';\n",
      });
      expect(typesNamedElsewhere(tree.root)).toEqual([`${path}:2 names late-parcel`]);
    },
  );
});
