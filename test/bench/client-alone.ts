import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleContents } from '#infra/bundle.ts';

/** Package of a client → the commands of it that a bundle sends. */
type Uses = ReadonlyMap<string, readonly string[]>;

/** Which clients a bundle constructs and which of their commands it sends, read from what is in it. */
export function usesOf({ inputs }: BundleContents): Uses {
  const uses = new Map<string, string[]>();
  for (const [file, bytes] of inputs) {
    const [, client, command] = /(@aws-sdk\/client-[^/]+)\/dist-es\/commands\/(\w+Command)\.js$/.exec(file) ?? [];
    if (bytes > 0 && client && command) uses.set(client, [...(uses.get(client) ?? []), command]);
  }
  return new Map([...uses].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const clientNames: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': 'DynamoDBClient',
  '@aws-sdk/client-eventbridge': 'EventBridgeClient',
  '@aws-sdk/client-secrets-manager': 'SecretsManagerClient',
  '@aws-sdk/client-sesv2': 'SESv2Client',
  '@aws-sdk/client-sfn': 'SFNClient',
  '@aws-sdk/client-sns': 'SNSClient',
  '@aws-sdk/client-sqs': 'SQSClient',
  '@aws-sdk/client-ssm': 'SSMClient',
};

/** Thrown when a bundle holds a client whose class is not known here. */
export class ClientUnknown extends Error {
  override readonly name = 'ClientUnknown';
}

/**
 * A handler that does nothing but send one command of each client: the least that a function with these clients can
 * weigh and take. Answers its path below `root`.
 * @throws ClientUnknown
 */
export function writeClientAlone(root: string, uses: Uses): string {
  const text = sourceOf(uses);
  const folder = '.local/bench-clients';
  const path = `${folder}/${createHash('sha256').update(text).digest('hex').slice(0, 12)}.handler.ts`;
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, path), text);
  return path;
}

function sourceOf(uses: Uses): string {
  const imports = [...uses].map(([client, commands]) => {
    const name = clientNames[client];
    if (!name) throw new ClientUnknown(`${client}: add the name of its class to test/bench/client-alone.ts`);
    return { name, commands, line: `import { ${[name, ...commands].join(', ')} } from '${client}';` };
  });
  const kept = imports.flatMap(({ commands }) => commands);
  return [
    ...imports.map(({ line }) => line),
    `export const commands = [${kept.join(', ')}];`,
    `const clients = [${imports.map(({ name }) => `new ${name}({ maxAttempts: 1 })`).join(', ')}];`,
    `const firsts = [${imports.map(({ commands }) => commands[0]).join(', ')}];`,
    'export const handler = () => Promise.all(clients.map((client, i) => client.send(new firsts[i]({}))));',
    '',
  ].join('\n');
}
