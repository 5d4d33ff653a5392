import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { anOrder, minutes } from '#test/support/shop.ts';
import { aShortOrder, subjects, theCase } from '#test/support/shortage.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { World } from '#test/support/world.ts';
import { accountOf } from './staff-command.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const { AWS_PROFILE: _, AWS_ACCESS_KEY_ID: __, AWS_SECRET_ACCESS_KEY: ___, ...bare } = process.env;

test('the command that an alert prints is run as it is printed, without a word to add', async () => {
  await using world = await World.open({ types: { 'out-of-stock': { mode: 'approve' } } }, { port: 0 });
  await aShortOrder(world);
  const printed = world.runtime.alerts
    .at(-1)!
    .message.split('\n')
    .filter((line) => line.startsWith('npm run case'));
  const { caseId } = await theCase(world);
  expect(printed).toEqual([`npm run case -- show ${caseId}`, `npm run case -- approve ${caseId}`]);
  const [npm = '', ...words] = printed[0]!.split(' ');
  const { stdout, stderr } = await run(npm, words, { cwd: root, env: { ...bare, ...accountOf(world) } });
  expect(stdout).toContain('it waits for your approval: the customer is asked by mail.');
  expect(stderr).toContain(`AWS, keys of the environment at ${world.runtime.url}, stage dev`);
});

test('beside the local runtime a command finds it by itself, and a process says by its code how it went', async () => {
  await using world = await World.open({}, { port: 0 });
  await aShortOrder(world, { order: { customer: { ...anOrder().customer, email: undefined } } });
  const { caseId } = await theCase(world);
  const { url } = world.runtime;
  const tree = temporaryTree({ '.local/running.json': JSON.stringify({ url, pid: process.pid, stage: 'dev' }) });
  onTestFinished(() => tree[Symbol.dispose]());
  const typed = (...words: string[]) =>
    run(join(root, 'node_modules/.bin/tsx'), [join(root, 'functions/staff/case.command.ts'), ...words], {
      cwd: tree.root,
      env: bare,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
  expect(await typed('decide', caseId, '--cancel-order')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nothing was done: nobody can be asked here. To do it: --yes'),
  });
  const { code, stdout, stderr } = await typed('decide', caseId, '--cancel-order', '--yes', '--json');
  expect(stderr).toBe(`the local runtime at ${url}, stage dev\n`);
  expect(JSON.parse(stdout)).toMatchObject({ caseId, answer: { cancelOrder: true }, refundMinor: 3500 });
  expect(code).toBe(0);
  await world.pass(minutes(1));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
  expect(subjects(world)).toEqual([]);
});
