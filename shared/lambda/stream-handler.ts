import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { service } from '#shared/resources.ts';

const logger = new Logger({ serviceName: service });

/** Thrown by a record's work when the record itself is at fault: it is set aside and the batch goes on. */
export class PoisonRecord extends Error {
  override readonly name = 'PoisonRecord';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const nowhere = async (_record: DynamoDBRecord, fault: PoisonRecord): Promise<void> => {
  throw fault;
};

/**
 * Works through a batch in its sequence, with what `prepare` reads once for all of it. A poison record is handed to
 * `setAside` and the batch goes on; any other error is transient, and a poison record too where nothing is set aside: the
 * batch stops there and reports that record, so that nothing after it runs before it.
 */
export function streamHandler<Prepared>(
  prepare: () => Promise<Prepared>,
  work: (record: DynamoDBRecord, prepared: Prepared) => Promise<void>,
  setAside: (record: DynamoDBRecord, fault: PoisonRecord) => Promise<void> = nowhere,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async (event) => {
    const prepared = await prepare();
    for (const record of event.Records) {
      try {
        await attempt(record, prepared);
      } catch (error) {
        logger.error('record not worked', { errorName: (error as Error).name, errorMessage: (error as Error).message });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };

  async function attempt(record: DynamoDBRecord, prepared: Prepared): Promise<void> {
    try {
      await work(record, prepared);
    } catch (error) {
      if (!(error instanceof PoisonRecord)) throw error;
      await setAside(record, error);
    }
  }
}
