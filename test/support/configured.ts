import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messagePolicy } from '#shared/domain/message-times.ts';
import { assembly } from './synthesize.ts';

interface Declared {
  readonly Properties?: { readonly Environment?: { readonly Variables?: { SETTINGS?: string } } };
}

/** The assembly of a deployment whose cdk.json says otherwise who sends which message; it is gone at the end of the block. */
export function assemblyWithOwners(owner: Readonly<Record<string, 'shop' | 'ordermend'>>) {
  const root = mkdtempSync(join(tmpdir(), 'ordermend-assembly-'));
  for (const name of readdirSync(assembly)) {
    const from = join(assembly, name);
    if (name.endsWith('.template.json')) writeFileSync(join(root, name), withOwners(readFileSync(from, 'utf8'), owner));
    else symlinkSync(from, join(root, name));
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

function withOwners(text: string, owner: object): string {
  const template = JSON.parse(text) as { readonly Resources: Readonly<Record<string, Declared>> };
  for (const { Properties } of Object.values(template.Resources)) {
    const variables = Properties?.Environment?.Variables;
    if (!variables?.SETTINGS) continue;
    const settings = JSON.parse(variables.SETTINGS);
    variables.SETTINGS = JSON.stringify({
      ...settings,
      messages: messagePolicy.parse({ ...settings.messages, owner }),
    });
  }
  return JSON.stringify(template);
}
