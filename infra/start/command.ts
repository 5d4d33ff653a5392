import { styleText } from 'node:util';
import { boot, type WarmEnvironments } from '#infra/local-runtime/boot.ts';
import { namesOf } from '#shared/resources.ts';
import { deployedConfig, everythingAutomatic, SynthesisFailed, synthesize } from '../trial/deployment.ts';
import { providerDown } from './case-studies/provider-down.ts';
import { storm } from './case-studies/storm.ts';
import { wrongCount } from './case-studies/wrong-count.ts';
import { morningInTaipei } from './daytime.ts';
import { Narrator } from './narrator.ts';
import { ArgumentsEnd, readArguments, type StartOptions } from './options.ts';
import { announceRunning } from './running-file.ts';
import { Shop } from './shop.ts';
import type { CaseStudy } from './stage.ts';
import { yourTurn } from './your-turn.ts';

/** What the command needs of the machine; a test gives its own. */
export interface Surroundings {
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly wallNow: () => number;
  /** Tells other commands where this one is, while it is up. */
  readonly runningFile: string;
  /** Aborted when the person has had enough. */
  readonly stop: AbortSignal;
  /** A synthesized application; nothing = it is synthesized now. */
  readonly assembly?: string;
  /** Other bundles of functions by name; nothing = those of the application. */
  readonly code?: ReadonlyMap<string, string>;
  /** Functions that are loaded already. */
  readonly warm?: WarmEnvironments;
  /** What is told; nothing = all three. */
  readonly caseStudies?: readonly CaseStudy[];
}

/** Told one after the other. */
const caseStudies: readonly CaseStudy[] = [wrongCount, providerDown, storm];
/** They take so long; they begin on a morning that leaves them time to end before now. */
const storyHours = 132;

/** `npm start`. Gives the exit code: 0 = every outcome was right, 1 = one was not, 2 = it could not be started. */
export async function start(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await play(readArguments(args, around.complain), around);
  } catch (error) {
    if (error instanceof ArgumentsEnd) return error.exitCode;
    const message = error instanceof SynthesisFailed ? error.message : portTaken(error);
    if (!message) throw error;
    around.complain(`${message}\n`);
    return 2;
  }
}

function portTaken(error: unknown): string | undefined {
  const { code, port } = error as { code?: string; port?: number };
  if (code !== 'EADDRINUSE') return undefined;
  return `Port ${port} on 127.0.0.1 is taken, perhaps by another "npm start". Choose another one: npm start -- --port 0`;
}

async function play({ once, port }: StartOptions, around: Surroundings): Promise<number> {
  const { write, wallNow, stop } = around;
  if (!around.assembly) write('Synthesizing both stacks …\n');
  const assembly = around.assembly ?? (await synthesize());
  const config = deployedConfig();
  const begin = morningInTaipei(new Date(wallNow()), storyHours);
  const { code, warm } = around;
  const loaded = { ...(code && { code }), ...(warm && { warm }) };
  await using runtime = await boot({ assembly, seed: 1, start: begin, ...(!once && { port }), ...loaded });
  const shop = new Shop(runtime, config.finance.eventSource ?? 'finance');
  const narrator = new Narrator(runtime, write);
  const stage = { runtime, shop, narrator };
  await shop.switchOn(config.stage, everythingAutomatic(['web']));
  for (const study of around.caseStudies ?? caseStudies) await study(stage);
  const { failed } = narrator;
  const outcome = failed.length === 0 ? styleText('green', 'Every outcome was right.') : `Wrong: ${failed.join('; ')}`;
  write(`\n${outcome}\n`);
  if (once || !runtime.url || stop.aborted) return failed.length === 0 ? 0 : 1;
  await runtime.pass(Math.max(0, wallNow() - 200_000 - runtime.clock.now()));
  await yourTurn(stage);
  using _ = announceRunning(around.runningFile, { url: runtime.url, stage: config.stage });
  write(whereToLook(runtime.url, namesOf(config.stage).prefix));
  await runtime.follow(stop);
  write('\nStopped.\n');
  return failed.length === 0 ? 0 : 1;
}

const whereToLook = (url: string, prefix: string) => `
${styleText('bold', 'Look around')}
  ${url}/_local/mails        every mail; the newest is for you: open its link and answer
  ${url}/_local/alerts       what staff were told
  ${url}/_local/events       what went out on the bus "${prefix}"
  ${url}/_local/executions   every run with its history
  ${url}/_local/             everything else

${styleText('bold', 'Work as staff')} (in another terminal)
  npm run case -- list
  npm run case -- pause

${styleText('bold', 'Use the AWS CLI')}
  aws --endpoint-url ${url} dynamodb list-tables

Time now passes as on your clock. Ctrl-C ends it.
`;
