import { execFile } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bundle } from '#infra/bundle.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { root } from './product.ts';

const entry = 'functions/staff/read-name.handler.ts';
const handler = `
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
const client = new SSMClient({ maxAttempts: 1 });
export const handler = async () => (await client.send(new GetParameterCommand({ Name: '/name' }))).Parameter?.Value;
`;
const lambdaEnvironment = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret-key-of-the-role',
  AWS_SESSION_TOKEN: 'token-of-the-session',
};

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly path: string;
  readonly body: string;
}

/** A loopback service that answers as Systems Manager would, and keeps what it was asked. */
async function aService() {
  const received: Received[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    received.push({ headers: incoming.headers, path: incoming.url ?? '', body: Buffer.concat(chunks).toString() });
    outgoing.setHeader('content-type', 'application/x-amz-json-1.1');
    outgoing.end(JSON.stringify({ Parameter: { Value: 'a name' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, received, [Symbol.dispose]: () => server.close() };
}

/** Loads a bundle in a Node of its own with nothing in the environment but `env`, and calls its handler. */
async function called(folder: string, env: Record<string, string>): Promise<string> {
  const script = `require(${JSON.stringify(join(folder, 'index.js'))}).handler().then(
    (answer) => process.stdout.write('answered ' + answer), (error) => process.stdout.write(error.name + ': ' + error.message))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env });
  return stdout;
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The signature that AWS would compute for a POST of the key's owner (Signature Version 4). */
function expectedSignature({ headers, path, body }: Received, secretKey: string): string {
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const canonical = [
    'POST',
    path,
    '',
    ...signed.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const at = String(headers['x-amz-date']);
  const scope = [at.slice(0, 8), lambdaEnvironment.AWS_REGION, 'ssm', 'aws4_request'];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  return hmac(key, ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(canonical)].join('\n')).toString('hex');
}

/** A tree with one handler that finds its packages where the repository keeps them. */
function aBuiltHandler() {
  const tree = temporaryTree({ [entry]: handler });
  symlinkSync(join(root, 'node_modules'), join(tree.root, 'node_modules'));
  const folder = bundle([entry], { root: tree.root, outDir: join(tree.root, 'out') }).get(entry)!;
  return { folder, [Symbol.dispose]: () => tree[Symbol.dispose]() };
}

test('a bundle signs its calls with the credentials that Lambda puts into the environment', async () => {
  using built = aBuiltHandler();
  using service = await aService();
  const env = { ...lambdaEnvironment, AWS_ENDPOINT_URL: service.url };
  expect(await called(built.folder, env)).toBe('answered a name');
  const [request] = service.received as [Received];
  expect(request.headers['x-amz-security-token']).toBe(lambdaEnvironment.AWS_SESSION_TOKEN);
  expect(request.headers.authorization).toContain(`Credential=${lambdaEnvironment.AWS_ACCESS_KEY_ID}/`);
  expect(request.headers.authorization).toContain(
    `Signature=${expectedSignature(request, lambdaEnvironment.AWS_SECRET_ACCESS_KEY)}`,
  );
});

test('a bundle without credentials in its environment says so, and calls nobody', async () => {
  using built = aBuiltHandler();
  using service = await aService();
  const env = { AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: service.url };
  expect(await called(built.folder, env)).toMatch(/^CredentialsMissing: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/);
  expect(service.received).toEqual([]);
});
