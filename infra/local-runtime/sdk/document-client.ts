import { marshall, type marshallOptions, type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Client, Command } from './client.ts';

type Row = Record<string, NativeAttributeValue>;
type Fields = Record<string, unknown>;
/** Turns each row of a request or an answer into its other form. */
type Translate = (row: Row) => Row;
type Reshape = (fields: Fields, translate: Translate) => Fields;

const each = (record: unknown, turn: (value: never) => unknown) =>
  Object.fromEntries(Object.entries(record ?? {}).map(([name, value]) => [name, turn(value as never)]));

/** The named members, where they are, are rows. */
const rowsNamed =
  (...names: string[]): Reshape =>
  (fields, translate) => ({
    ...fields,
    ...Object.fromEntries(
      names.filter((name) => fields[name] !== undefined).map((name) => [name, translate(fields[name] as Row)]),
    ),
  });

const request = rowsNamed('Key', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey');
const answer: Reshape = (fields, translate) => ({
  ...rowsNamed('Item', 'Attributes', 'LastEvaluatedKey')(fields, translate),
  ...(Array.isArray(fields.Items) && { Items: fields.Items.map(translate) }),
});
const asItIs: Reshape = (fields) => fields;

const keysByTable = (tables: unknown, translate: Translate) =>
  each(tables, (table: { Keys: Row[] }) => ({ ...table, Keys: table.Keys.map(translate) }));

const writesByTable = (tables: unknown, translate: Translate) =>
  each(tables, (writes: object[]) => writes.map((write) => each(write, (of: Fields) => request(of, translate))));

const documentCommand = (operation: string, toRequest: Reshape = request, toAnswer: Reshape = answer) =>
  class {
    readonly operation = operation;
    readonly toRequest = toRequest;
    readonly toAnswer = toAnswer;
    readonly input: Fields;

    constructor(input: object) {
      this.input = { ...input };
    }
  };

export const GetCommand = documentCommand('GetItem');
export const PutCommand = documentCommand('PutItem');
export const UpdateCommand = documentCommand('UpdateItem');
export const DeleteCommand = documentCommand('DeleteItem');
export const QueryCommand = documentCommand('Query');
export const ScanCommand = documentCommand('Scan');
export const BatchGetCommand = documentCommand(
  'BatchGetItem',
  (fields, translate) => ({ ...fields, RequestItems: keysByTable(fields.RequestItems, translate) }),
  (fields, translate) => ({
    ...fields,
    Responses: each(fields.Responses, (items: Row[]) => items.map(translate)),
    UnprocessedKeys: keysByTable(fields.UnprocessedKeys, translate),
  }),
);
export const BatchWriteCommand = documentCommand(
  'BatchWriteItem',
  (fields, translate) => ({ ...fields, RequestItems: writesByTable(fields.RequestItems, translate) }),
  (fields, translate) => ({ ...fields, UnprocessedItems: writesByTable(fields.UnprocessedItems, translate) }),
);
export const TransactWriteCommand = documentCommand(
  'TransactWriteItems',
  (fields, translate) => ({
    // The SDK makes the token that the caller has left out.
    ClientRequestToken: crypto.randomUUID(),
    ...fields,
    TransactItems: (fields.TransactItems as object[]).map((action) =>
      each(action, (of: Fields) => request(of, translate)),
    ),
  }),
  asItIs,
);

/** Rows as JavaScript values, by the SDK's own rules of what becomes what. */
export class DynamoDBDocumentClient {
  readonly #client: Client;
  readonly #marshallOptions: marshallOptions;

  static from(client: Client, options: { marshallOptions?: marshallOptions } = {}): DynamoDBDocumentClient {
    return new DynamoDBDocumentClient(client, options);
  }

  private constructor(client: Client, { marshallOptions = {} }: { marshallOptions?: marshallOptions }) {
    this.#client = client;
    this.#marshallOptions = marshallOptions;
  }

  send({ operation, toRequest, toAnswer, input }: InstanceType<typeof GetCommand>): Promise<Fields> {
    const sent: Command<Fields> = {
      service: 'dynamodb',
      operation,
      request: toRequest(input, (row) => marshall(row, this.#marshallOptions)),
      answer: (output) => toAnswer(output as Fields, unmarshall),
    };
    return this.#client.send(sent);
  }
}
