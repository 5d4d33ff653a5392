import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type TreeFiles, temporaryTree } from '#test/support/temporary-tree.ts';
import { errorGaps, machinesOf, retryGaps, tokenGaps, tokensOf, tokenWaits, waitGaps } from './state-machines.ts';

const repository = join(import.meta.dirname, '..', '..');
const path = 'state-machines/exception-types/late-parcel.asl.json';

const aTask = (fields: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: '${askCarrier}' },
  End: true,
  ...fields,
});
const aTokenWait = (fields: object = {}) =>
  aTask({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', TimeoutSeconds: 60, ...fields });
const errorClass = (name: string) => `export class ${name} extends Error {\n  override readonly name = '${name}';\n}\n`;
/** A tree with one machine of one state, and the handler that it calls. */
const aTree = (state: object, { machine = {}, files = {} as TreeFiles } = {}) =>
  temporaryTree({
    [path]: JSON.stringify({ StartAt: 'Ask', States: { Ask: state }, ...machine }),
    'functions/exception-types/late-parcel/ask-carrier.handler.ts': 'export const handler = 1;\n',
    'shared/lambda/errors.ts': errorClass('Paused'),
    'functions/decisions/workbench.ts': "throw new Paused('till noon');\n",
    ...files,
  });

describe('the state machines of the product', () => {
  it('are there, and call functions', () => {
    expect(machinesOf(repository).length).toBeGreaterThan(0);
    expect(machinesOf(repository).flatMap(({ text }) => tokensOf(text)).length).toBeGreaterThan(0);
    expect(tokenWaits(repository)).toBeGreaterThan(0);
  });

  it('call one handler by each token, and leave no handler of a type uncalled', () => {
    expect(tokenGaps(repository)).toEqual([]);
  });

  it('catch and retry errors only that a task throws', () => {
    expect(errorGaps(repository)).toEqual([]);
  });

  it('try again after whatever passes by itself', () => {
    expect(retryGaps(repository)).toEqual([]);
  });

  it('wait for a token with an end, and for a customer without one', () => {
    expect(waitGaps(repository)).toEqual([]);
  });
});

describe('a task', () => {
  it('that a crash would end is named with what it misses', () => {
    using tree = aTree(aTask({ Retry: [{ ErrorEquals: ['ConcurrentWrite', 'ServiceTrouble', 'Lambda.Unknown'] }] }));
    expect(retryGaps(tree.root)).toEqual([
      `${path}: 'Ask' is not tried again after Lambda.ServiceException, Lambda.TooManyRequestsException, ` +
        'Lambda.SdkClientException, Sandbox.Timedout, Runtime.ExitError',
    ]);
  });
});

describe('a token', () => {
  it('has its handler', () => {
    using tree = aTree(aTask());
    expect(tokenGaps(tree.root)).toEqual([]);
    using misspelt = aTree(aTask({ Arguments: { FunctionName: '${askCarier}' } }));
    expect(tokenGaps(misspelt.root)).toEqual([
      `${path}: \${askCarier} has 0 handlers ask-carier.handler.ts`,
      'functions/exception-types/late-parcel/ask-carrier.handler.ts: no state of its type calls it',
    ]);
  });

  it('has one handler only', () => {
    using tree = aTree(aTask(), { files: { 'functions/decisions/ask-carrier.handler.ts': '' } });
    expect(tokenGaps(tree.root)).toEqual([`${path}: \${askCarrier} has 2 handlers ask-carrier.handler.ts`]);
  });

  it('may stand for a handler that is written as a page', () => {
    using tree = aTree(aTask({ Comment: '${showPage}' }), { files: { 'functions/pages/show-page.handler.tsx': '' } });
    expect(tokenGaps(tree.root)).toEqual([]);
  });
});

describe('an error that a machine names', () => {
  const retrying = (...names: string[]) => aTask({ Retry: [{ ErrorEquals: names }] });
  const declaring = (path: string, more = '') => ({ [path]: `${errorClass('Lost')}${more}` });
  const thrown = "throw new Lost('at sea');\n";

  it('is one of the service, of the frame or of the type', () => {
    const files = declaring('functions/exception-types/late-parcel/errors.ts', thrown);
    using tree = aTree(retrying('States.Timeout', 'Lambda.ServiceException', 'Paused', 'Lost'), { files });
    expect(errorGaps(tree.root)).toEqual([]);
  });

  it.each([
    'Lost',
    'States.TimeOut',
    'paused',
    'Lambda.',
    'Lambda.Timeout',
    'Lambda.serviceException',
    'Lambda.TooManyRequests',
  ])('is not %s, which nobody throws', (name) => {
    using tree = aTree(retrying(name));
    expect(errorGaps(tree.root)).toEqual([`${path}: ${name} is no declared error`]);
  });

  it('is found in a catch and in a branch as well', () => {
    const branch = { States: { Inner: aTask({ Catch: [{ ErrorEquals: ['Gone'] }] }) } };
    using tree = aTree(aTask({ Type: 'Parallel', Branches: [branch] }));
    expect(errorGaps(tree.root)).toEqual([`${path}: Gone is no declared error`]);
  });

  it('is not one that another type declares', () => {
    const files = declaring('functions/exception-types/lost-parcel/errors.ts', thrown);
    using tree = aTree(retrying('Lost'), { files });
    expect(errorGaps(tree.root)).toEqual([`${path}: Lost is no declared error`]);
  });

  it.each([
    ['shared/lambda/lost.ts', 'nothing'],
    ['functions/exception-types/late-parcel/errors.ts', 'nothing'],
    ['shared/lambda/lost.ts', 'functions/staff/lose.ts'],
    ['shared/lambda/lost.ts', 'functions/exception-types/lost-parcel/mend.ts'],
  ])('is not one that is declared in %s and thrown by %s, which is no task of it', (declaredIn, thrownIn) => {
    const files = { ...declaring(declaredIn), [thrownIn]: thrownIn === 'nothing' ? '' : thrown };
    using tree = aTree(retrying('Lost'), { files });
    expect(errorGaps(tree.root)).toEqual([`${path}: Lost is thrown by no task`]);
  });

  it('is not thrown by a comment', () => {
    const files = declaring('shared/lambda/lost.ts', '// once: throw new Lost(1)\n');
    using tree = aTree(retrying('Lost'), { files });
    expect(errorGaps(tree.root)).toEqual([`${path}: Lost is thrown by no task`]);
  });

  it.each([
    'shared/adapters/parcels.ts',
    'functions/decisions/look.ts',
    'functions/refunds/look.ts',
    'functions/exception-types/late-parcel/mend.ts',
  ])('may be thrown by %s', (thrownIn) => {
    using tree = aTree(retrying('Lost'), { files: { ...declaring('shared/lambda/lost.ts'), [thrownIn]: thrown } });
    expect(errorGaps(tree.root)).toEqual([]);
  });
});

describe('a wait for a token', () => {
  it('ends by itself', () => {
    using tree = aTree(aTokenWait());
    expect(waitGaps(tree.root)).toEqual([]);
    expect(tokenWaits(tree.root)).toBe(1);
    using endless = aTree(aTokenWait({ TimeoutSeconds: undefined }));
    expect(waitGaps(endless.root)).toEqual([`${path}: 'Ask' waits for a token without TimeoutSeconds`]);
  });

  it('ends by itself inside an item processor too', () => {
    const inner = { States: { Inner: aTokenWait({ TimeoutSeconds: undefined }) } };
    using tree = aTree({ Type: 'Map', ItemProcessor: inner });
    expect(waitGaps(tree.root)).toEqual([`${path}: 'Inner' waits for a token without TimeoutSeconds`]);
  });

  it('is not retried whatever happened', () => {
    using tree = aTree(aTokenWait({ Retry: [{ ErrorEquals: ['States.ALL'] }] }));
    expect(waitGaps(tree.root)).toEqual([`${path}: 'Ask' waits for a token and retries States.ALL`]);
  });

  it('is not cut short by a timeout of the whole run', () => {
    using tree = aTree(aTokenWait(), { machine: { TimeoutSeconds: 3600 } });
    expect(waitGaps(tree.root)).toEqual([`${path}: a timeout of the whole run, which waits for customers`]);
  });
});
