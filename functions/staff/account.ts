import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Written by the local runtime while it is up. */
const running = z.object({ url: z.url(), pid: z.int().min(1), stage: z.string().optional() });

/** Which account a command speaks to: the environment that its SDK clients are to find, and how it is called. */
export interface Account {
  readonly name: string;
  /** A variable that is `undefined` here is taken away. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Nothing = the only one that the account has. */
  readonly stage: string | undefined;
  /** Where the services are, if not at AWS's own addresses: the stage's API is then there too. */
  readonly endpoint: string | undefined;
}

export interface Wanted {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly stage?: string | undefined;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.local/running.json` would be. */
  readonly folder: string;
  readonly isAlive: (pid: number) => boolean;
  readonly answers: (url: string) => Promise<boolean>;
}

/** AWS when somebody named it, else the local runtime when it is up, else whatever the SDK finds by itself. */
export async function chooseAccount(wanted: Wanted, around: Surroundings): Promise<Account> {
  const { env } = around;
  const stage = wanted.stage ?? env.ORDERMEND_STAGE;
  const region = wanted.region ? { AWS_REGION: wanted.region } : {};
  const endpoint = env.AWS_ENDPOINT_URL || undefined;
  const at = endpoint ? ` at ${endpoint}` : '';
  if (wanted.profile) {
    // Keys in the environment would win over the profile that was asked for.
    const keys = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined };
    const variables = { ...keys, AWS_PROFILE: wanted.profile, ...region };
    return { name: `AWS, profile ${wanted.profile}${at}`, variables, stage, endpoint };
  }
  if (env.AWS_PROFILE) return { name: `AWS, profile ${env.AWS_PROFILE}${at}`, variables: region, stage, endpoint };
  if (env.AWS_ACCESS_KEY_ID) return { name: `AWS, keys of the environment${at}`, variables: region, stage, endpoint };
  const local = await localRuntime(around);
  if (local) {
    const variables = {
      AWS_ENDPOINT_URL: local.url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
    };
    return { name: `the local runtime at ${local.url}`, variables, stage: stage ?? local.stage, endpoint: local.url };
  }
  return { name: `AWS, default credentials${at}`, variables: region, stage, endpoint };
}

/** The local runtime that the file names, if its process lives and it answers; a file left behind is passed over. */
async function localRuntime({ folder, isAlive, answers }: Surroundings) {
  const file = join(folder, '.local/running.json');
  if (!existsSync(file)) return undefined;
  const found = running.safeParse(parsedJson(readFileSync(file, 'utf8')));
  if (!found.success || !isAlive(found.data.pid) || !(await answers(found.data.url))) return undefined;
  return found.data;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** This machine. */
export const here = (env: Surroundings['env'], folder: string): Surroundings => ({
  env,
  folder,
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return (error as { code?: string }).code === 'EPERM';
    }
  },
  answers: (url) =>
    fetch(url, { signal: AbortSignal.timeout(3000) }).then(
      () => true,
      () => false,
    ),
});
