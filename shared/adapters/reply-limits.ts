import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import { documents, isRefused, type TransactItem } from './document-client.ts';
import { readItem } from './item-reads.ts';

/** The case whose link is used. */
interface LinkedCase {
  readonly orderId: string;
  readonly caseId: string;
}

export interface WrongConfirmation extends LinkedCase {
  /** How many were read before this one. */
  readonly before: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Counters of the reply page: items of their own in the Cases table, never on a case's row. */
export function replyLimits(tableName: string) {
  const keyOf = ({ orderId }: LinkedCase, sk: string) => ({ pk: caseKeys.order(orderId), sk });
  return {
    /** Counts one post within `minute` (ISO 8601 to the minute); false = the limit of that minute is reached. */
    async countPost(
      linked: LinkedCase,
      { minute, limit, expiresAt }: { minute: string; limit: number; expiresAt: number },
    ) {
      try {
        await documents.send(
          new UpdateCommand({
            TableName: tableName,
            Key: keyOf(linked, caseKeys.posts(linked.caseId, minute)),
            UpdateExpression: 'ADD posts :one SET expiresAt = :expiresAt, entity = :entity',
            ConditionExpression: 'attribute_not_exists(posts) OR posts < :limit',
            ExpressionAttributeValues: {
              ':one': 1,
              ':limit': limit,
              ':expiresAt': expiresAt,
              ':entity': 'reply-posts',
            },
          }),
        );
        return true;
      } catch (error) {
        if (isRefused(error)) return false;
        throw error;
      }
    },

    /**
     * The turn to send a question once more, one in `restMs`: nothing = it is the caller's, who sends it; else since when
     * somebody has it.
     */
    async takeTurnToSend(linked: LinkedCase, at: Date, restMs: number): Promise<string | undefined> {
      const key = keyOf(linked, caseKeys.again(linked.caseId));
      try {
        await documents.send(
          new UpdateCommand({
            TableName: tableName,
            Key: key,
            UpdateExpression: 'SET sentAt = :at, expiresAt = :expiry, entity = :entity ADD times :one',
            ConditionExpression: 'attribute_not_exists(sentAt) OR sentAt <= :before',
            ExpressionAttributeValues: {
              ':at': at.toISOString(),
              ':before': new Date(at.getTime() - restMs).toISOString(),
              ':expiry': expiryOf(at),
              ':entity': 'question-again',
              ':one': 1,
            },
          }),
        );
        return undefined;
      } catch (error) {
        if (!isRefused(error)) throw error;
        return String((await readItem(tableName, key))?.sentAt ?? at.toISOString());
      }
    },

    /** It could not be sent: whoever asks next may have the turn. */
    async giveTurnBack(linked: LinkedCase, at: Date): Promise<void> {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(linked, caseKeys.again(linked.caseId)),
          UpdateExpression: 'REMOVE sentAt ADD times :less',
          ConditionExpression: 'sentAt = :at',
          ExpressionAttributeValues: { ':at': at.toISOString(), ':less': -1 },
        }),
      );
    },

    /** How often the confirmation of an answer was wrong. */
    async wrongConfirmations(linked: LinkedCase): Promise<number> {
      const item = await readItem(tableName, keyOf(linked, caseKeys.tries(linked.caseId)));
      return (item?.tries as number | undefined) ?? 0;
    },

    /** One more wrong confirmation; refused when another was counted since `before` was read. */
    wrongConfirmationItem: ({ before, expiresAt, ...linked }: WrongConfirmation): TransactItem => ({
      Put: {
        TableName: tableName,
        Item: {
          ...keyOf(linked, caseKeys.tries(linked.caseId)),
          entity: 'reply-tries',
          tries: before + 1,
          expiresAt,
        },
        ...(before === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'tries = :before', ExpressionAttributeValues: { ':before': before } }),
      },
    }),
  };
}
