import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

const client = new DynamoDBClient({ maxAttempts: 3 });
// It works out what to say of each call, and nobody listens.
client.middlewareStack.remove('loggerMiddleware');

export const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Whether all was written, or which action (by its place) refused its condition and with what item standing there. */
export type TransactOutcome =
  | { readonly written: true }
  | { readonly written: false; readonly refused: readonly number[] };

/** One transaction. A refused condition is an outcome; anything else, a conflict included, is thrown to be tried again. */
export async function transact(items: readonly TransactItem[]): Promise<TransactOutcome> {
  try {
    await documents.send(new TransactWriteCommand({ TransactItems: [...items] }));
    return { written: true };
  } catch (error) {
    const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons;
    if ((error as Error).name !== 'TransactionCanceledException' || !reasons) throw error;
    const refused = reasons.flatMap(({ Code }, i) => (Code === 'ConditionalCheckFailed' ? [i] : []));
    if (refused.length === 0) throw error;
    return { written: false, refused };
  }
}

/** True when a single conditional write was refused. */
export const isRefused = (error: unknown): boolean => (error as Error).name === 'ConditionalCheckFailedException';
