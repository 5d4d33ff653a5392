import { performance } from 'node:perf_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Measurement } from './measurement.ts';
import { interleave, quantile } from './samples.ts';
import { fillShelves, openShop, orderFor, tableName } from './shop.ts';

const warmUps = 20;
/** Noon of a working day in the customers' zone: by night their mail would wait for the morning. */
const noon = new Date('2026-03-02T12:00:00Z');
/** What a customer would call never. */
const patienceMs = 10_000;

/** Thrown when an order that must lead to a mail does not. */
class NoMail extends Error {
  override readonly name = 'NoMail';
}

/** An order in trouble is written; how long until its customer is mailed. Time passes as on a wall, everything warm. */
export const mailLatency: Measurement = {
  name: 'mail',
  about: 'order written to mail sent (nothing to settle), against three bare SDK calls to the same endpoint',
  rounds: 200,
  run: async ({ rounds, assembly, tick }) => {
    await using runtime = await openShop({ assembly, port: 0, start: noon });
    await fillShelves(runtime);
    const stop = new AbortController();
    const behind = Date.now() - runtime.clock.now();
    const following = runtime.clock.follow(stop.signal, () => Date.now() - behind);
    const client = sdkClient(runtime);
    const variants = { mail: orderToMail(runtime, client), calls: threeCalls(runtime, client) };
    await interleave(variants, warmUps);
    const { mail, calls } = await interleave(variants, rounds, tick);
    stop.abort();
    await following;
    return [0.5, 0.99].map((share) => ({
      what: `order write to mail, p${share * 100}`,
      ours: quantile(mail, share),
      base: quantile(calls, share),
      unit: 'ms' as const,
    }));
  },
};

function sdkClient({ url }: LocalRuntime): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: url!, region: 'us-east-1', credentials, maxAttempts: 1 }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
}

function orderToMail(runtime: LocalRuntime, client: DynamoDBDocumentClient) {
  let written = 0;
  return async () => {
    const id = `mail-${written++}`;
    const expected = runtime.mailbox.length + 1;
    const Item = orderFor('MUG-RED', id, new Date(runtime.clock.now()));
    const began = performance.now();
    await client.send(new PutCommand({ TableName: tableName(runtime, 'Orders'), Item }));
    while (runtime.mailbox.length < expected) {
      if (performance.now() - began > patienceMs) throw new NoMail(`order ${id}: no mail within ${patienceMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const took = performance.now() - began;
    await quiet(runtime);
    return took;
  };
}

/** What follows a mail (events, audit) is done before the next sample, which would else pay for it. */
async function quiet(runtime: LocalRuntime): Promise<void> {
  for (let seen = -1; seen !== runtime.events.length; ) {
    seen = runtime.events.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Put, get, update of a row that nobody watches: the same client, server, protocol. */
function threeCalls(runtime: LocalRuntime, client: DynamoDBDocumentClient) {
  const TableName = tableName(runtime, 'Shipments');
  let written = 0;
  return async () => {
    const Key = { orderId: `bare-${written++}`, shipmentId: 's-1' };
    const began = performance.now();
    await client.send(new PutCommand({ TableName, Item: { ...Key, tag: 'Pending' } }));
    await client.send(new GetCommand({ TableName, Key }));
    await client.send(
      new UpdateCommand({ TableName, Key, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': 1 } }),
    );
    return performance.now() - began;
  };
}
