import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a service answers, by the last part of the operation's name in `x-amz-target`; everything else gets `{}`. */
const answers: Readonly<Record<string, object>> = {
  GetParameter: { Parameter: { Value: JSON.stringify({ types: {} }) } },
  GetSecretValue: { SecretString: 'k'.repeat(64), VersionId: '00000000-0000-4000-8000-000000000000' },
};

/** Stands in for every AWS service on 127.0.0.1, answers at once and counts what it is asked. */
export async function openLoopbackService() {
  let asked = 0;
  const server = createServer((incoming, outgoing) => {
    asked++;
    incoming.resume().on('end', () => {
      const operation =
        String(incoming.headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1) ?? '';
      outgoing.setHeader('content-type', 'application/x-amz-json-1.0');
      outgoing.end(JSON.stringify(answers[operation] ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
