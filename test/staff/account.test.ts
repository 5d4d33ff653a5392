import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseAccount, type Surroundings } from '#functions/staff/account.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';

const url = 'http://127.0.0.1:4566';

function around(changes: Partial<Surroundings> & { running?: string } = {}): Surroundings {
  const { running, ...rest } = changes;
  const tree = temporaryTree(running ? { '.local/running.json': running } : {});
  onTestFinished(() => tree[Symbol.dispose]());
  return { env: {}, folder: tree.root, isAlive: () => true, answers: async () => true, ...rest };
}

const running = JSON.stringify({ url, pid: 4711, stage: 'play' });

describe('which account a command speaks to', () => {
  it('is the profile that was named, whose keys no environment overrides', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'B' };
    expect(await chooseAccount({ profile: 'shop', region: 'ap-northeast-1' }, around({ env, running }))).toEqual({
      name: 'AWS, profile shop',
      variables: {
        AWS_PROFILE: 'shop',
        AWS_REGION: 'ap-northeast-1',
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_SESSION_TOKEN: undefined,
      },
      stage: undefined,
    });
  });

  it('is what the environment names, even while the local runtime is up', async () => {
    for (const env of [{ AWS_PROFILE: 'shop' }, { AWS_ACCESS_KEY_ID: 'A' }]) {
      const { name, variables } = await chooseAccount({}, around({ env, running }));
      expect(name).toMatch(/^AWS, /);
      expect(variables).toEqual({});
    }
  });

  it('is the local runtime when it is up and nothing else is named, with its stage', async () => {
    const account = await chooseAccount({}, around({ running }));
    expect(account).toMatchObject({ name: `the local runtime at ${url}`, stage: 'play' });
    expect(account.variables).toMatchObject({ AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'local' });
    expect(await chooseAccount({ stage: 'other' }, around({ running }))).toMatchObject({ stage: 'other' });
  });

  it.each([
    ['whose process has ended', { running, isAlive: () => false }],
    ['that does not answer', { running, answers: async () => false }],
    ['whose file is cut', { running: running.slice(0, 20) }],
    ['that never was', {}],
  ])('is not a local runtime %s', async (_what, changes) => {
    expect(await chooseAccount({}, around(changes))).toEqual({
      name: 'AWS, default credentials',
      variables: {},
      stage: undefined,
    });
  });
});
