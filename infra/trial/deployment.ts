import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { catalog, installedTypes } from '#functions/exception-types/catalog.ts';
import { standIns } from '#infra/local-runtime/sdk/stand-ins.ts';
import { type Operations, operations } from '#shared/domain/operations.ts';
import { namesOf } from '#shared/resources.ts';
import { bundle, folderOf } from '../bundle.ts';
import { type DeploymentConfig, parseConfig, settingsOf } from '../config.ts';
import { functions } from '../functions.ts';

const root = join(import.meta.dirname, '../..');

/** Thrown when the application cannot be synthesized; the message is what the synth said. */
export class SynthesisFailed extends Error {
  override readonly name = 'SynthesisFailed';
}

/** The cloud assembly that `cdk deploy` would deploy, made anew. @throws SynthesisFailed */
export async function synthesize(): Promise<string> {
  const assembly = join(root, '.local/trial-assembly');
  try {
    await promisify(execFile)(join(root, 'node_modules/.bin/cdk'), ['synth', '--quiet', '--output', assembly], {
      cwd: root,
    });
  } catch (error) {
    throw new SynthesisFailed(String((error as { stderr?: string }).stderr ?? error));
  }
  return assembly;
}

/**
 * The functions bundled anew into `outDir`, with the local runtime's stand-ins in place of the SDK, by function name: our
 * own code as it is deployed, without signing, HTTP and serialization, which would be most of a trial's time. What keeps
 * nothing of a call they have from this process, once: in thirty copies it would take the memory, and grow fast, by itself.
 */
export function fastCode(names: { prefix: string }, outDir: string): ReadonlyMap<string, string> {
  const instead = {
    files: { ...standIns.files, ...kept },
    external: [...standIns.external, ...Object.values(kept).flatMap((place) => [place, `${place}/*`])],
  };
  bundle([...new Set(functions.map(({ entry }) => entry))], { root, outDir, instead });
  return codeIn(names, outDir);
}

/** What bundles have by name only: zod, and our own code that depends on its arguments alone, the domain and the catalog of types. */
const kept = {
  // The one that `import` finds: it is the domain's, too.
  zod: join(dirname(createRequire(import.meta.url).resolve('zod/package.json')), 'index.js'),
  '#shared/domain': join(root, 'shared/domain'),
  '#functions/exception-types/catalog.ts': join(root, 'functions/exception-types/catalog.ts'),
};

/** The folder of each function's bundle in `outDir`, by function name. */
export const codeIn = ({ prefix }: { prefix: string }, outDir: string): ReadonlyMap<string, string> =>
  new Map(functions.map(({ name, entry }) => [`${prefix}-${name}`, join(outDir, folderOf(entry))]));

/** The configuration in cdk.json, by which the assembly was made. @throws ConfigurationRefused */
export function deployedConfig(): DeploymentConfig {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  return parseConfig({ stage: context.stage ?? 'dev', ...context.ordermend });
}

/** How often a question of that type is repeated, by its thresholds; a type without either word repeats none. */
export function remindersOf({ types }: DeploymentConfig, type: string): number {
  const { reminders, reminderHours } = (types[type] ?? {}) as { reminders?: unknown; reminderHours?: unknown };
  if (Array.isArray(reminderHours)) return reminderHours.length;
  return typeof reminders === 'number' ? reminders : 0;
}

/** The types whose question is mailed at any hour. */
export const urgentTypes = (config: DeploymentConfig): ReadonlySet<string> =>
  new Set(installedTypes(settingsOf(config)).flatMap(({ key, urgent }) => (urgent ? [key] : [])));

/** The types that look at parcels: the others cannot see lateness. */
export const parcelTypes = (config: DeploymentConfig): string[] =>
  installedTypes(settingsOf(config)).flatMap(({ key, rules }) => (rules.shipments ? [key] : []));

/** Everything switched on: every type acts by itself, and every channel of the orders may be written to. */
export function everythingAutomatic(channels: Iterable<string>): Operations {
  return operations.parse({
    types: Object.fromEntries(catalog.map(({ key }) => [key, { mode: 'automatic' }])),
    pauses: [],
    channels: Object.fromEntries(
      [...channels].map((channel) => [channel, { contact: 'direct', amend: true, refundBy: 'us' }]),
    ),
  });
}

export const stageNames = (config: DeploymentConfig) => namesOf(config.stage);
