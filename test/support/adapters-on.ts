import { Readable } from 'node:stream';
import { vi } from 'vitest';
import { type JsonObject, ServiceError } from '#infra/local-runtime/service.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { documents } from '#shared/adapters/document-client.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import type { World } from './world.ts';

/** The product's own adapters, speaking to the tables of a world: for what staff do beside the deployed functions. */
export function adaptersOn({ runtime }: World) {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const handle = async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
    const operation = headers['x-amz-target']!.split('.')[1]!;
    const [statusCode, answer] = await answerTo(operation, JSON.parse(new TextDecoder().decode(body)));
    const reply = Readable.from([Buffer.from(JSON.stringify(answer))]);
    return { response: { statusCode, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: reply } };
  };
  Object.assign(documents.config, { requestHandler: { handle } });
  const name = (table: string) => runtime.outputs[`${table}TableName`]!;
  const shop = {
    orders: name('Orders'),
    payments: name('Payments'),
    inventory: name('Inventory'),
    shipments: name('Shipments'),
  };
  return { cases: casesTable(name('Cases')), tables: sourceTables(shop) };

  async function answerTo(operation: string, input: JsonObject): Promise<[number, JsonObject]> {
    try {
      return [200, await runtime.call({ service: 'dynamodb', operation, input })];
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { code, message, statusCode, fields } = error;
      return [statusCode, { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message, ...fields }];
    }
  }
}
