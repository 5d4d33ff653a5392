import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messagePolicy } from '#shared/domain/message-times.ts';
import { assembly } from './synthesize.ts';

interface Declared {
  readonly Properties?: { readonly Environment?: { readonly Variables?: { SETTINGS?: string } } };
}

type Settings = Readonly<Record<string, unknown>>;

/** The assembly of a deployment whose cdk.json says otherwise who sends which message; it is gone at the end of the block. */
export const assemblyWithOwners = (owner: Readonly<Record<string, 'shop' | 'ordermend'>>) =>
  assemblyWith((settings) => ({
    ...settings,
    messages: messagePolicy.parse({ ...(settings.messages as object), owner }),
  }));

/** The assembly of a deployment with other thresholds of one type; it is gone at the end of the block. */
export const assemblyWithThresholds = (type: string, thresholds: Settings) =>
  assemblyWith((settings) => {
    const types = settings.types as Readonly<Record<string, Settings>>;
    return { ...settings, types: { ...types, [type]: { ...types[type], ...thresholds } } };
  });

function assemblyWith(change: (settings: Settings) => Settings) {
  const root = mkdtempSync(join(tmpdir(), 'ordermend-assembly-'));
  for (const name of readdirSync(assembly)) {
    const from = join(assembly, name);
    if (name.endsWith('.template.json')) writeFileSync(join(root, name), changed(readFileSync(from, 'utf8'), change));
    else symlinkSync(from, join(root, name));
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

function changed(text: string, change: (settings: Settings) => Settings): string {
  const template = JSON.parse(text) as { readonly Resources: Readonly<Record<string, Declared>> };
  for (const { Properties } of Object.values(template.Resources)) {
    const variables = Properties?.Environment?.Variables;
    if (variables?.SETTINGS) variables.SETTINGS = JSON.stringify(change(JSON.parse(variables.SETTINGS) as Settings));
  }
  return JSON.stringify(template);
}
