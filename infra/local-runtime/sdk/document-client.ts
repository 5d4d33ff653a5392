import type { marshallOptions } from '@aws-sdk/util-dynamodb';
import type { Client, Command } from './client.ts';
import { marshall, type Row, unmarshall } from './native-values.ts';

type Fields = Record<string, unknown>;
/** Turns each row of a request or an answer into its other form. */
type Translate = (row: Row) => Row;
type Reshape = (fields: Fields, translate: Translate) => Fields;

function each(record: unknown, turn: (value: never) => unknown): Fields {
  const turned: Fields = {};
  for (const [name, value] of Object.entries(record ?? {})) turned[name] = turn(value as never);
  return turned;
}

/** The named members, where they are, are rows. */
const rowsNamed =
  (...names: string[]): Reshape =>
  (fields, translate) => {
    const reshaped = { ...fields };
    for (const name of names) if (fields[name] !== undefined) reshaped[name] = translate(fields[name] as Row);
    return reshaped;
  };

const request = rowsNamed('Key', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey');
const rowsOfAnswer = rowsNamed('Item', 'Attributes', 'LastEvaluatedKey');
const answer: Reshape = (fields, translate) => {
  const reshaped = rowsOfAnswer(fields, translate);
  if (Array.isArray(fields.Items)) reshaped.Items = fields.Items.map(translate);
  return reshaped;
};
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
      this.input = input as Fields;
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
