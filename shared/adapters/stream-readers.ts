import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { LambdaClient, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';

/** A table's stream, as far as it can be read. */
export interface TableStream {
  readonly arn: string | undefined;
  /** `NEW_AND_OLD_IMAGES` is the one that detection can work with. */
  readonly view: string | undefined;
}

export interface StreamReader {
  readonly id: string;
  readonly functionName: string;
  /** `Enabled`, `Disabled`, `Creating` and so on. */
  readonly state: string;
  /** `No records processed`, `OK`, or what went wrong. */
  readonly lastResult: string;
}

/** Looks at streams and at the functions that read them. */
export function streamReaders() {
  const tables = new DynamoDBClient({ maxAttempts: 3 });
  const lambda = new LambdaClient({ maxAttempts: 3 });
  return {
    /** Nothing = there is no such table. */
    async streamOf(tableName: string): Promise<TableStream | undefined> {
      try {
        const { Table } = await tables.send(new DescribeTableCommand({ TableName: tableName }));
        const { StreamEnabled, StreamViewType } = Table?.StreamSpecification ?? {};
        return {
          arn: StreamEnabled ? Table?.LatestStreamArn : undefined,
          view: StreamEnabled ? StreamViewType : undefined,
        };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },

    async readersOf(streamArn: string): Promise<StreamReader[]> {
      const readers: StreamReader[] = [];
      const asked = { EventSourceArn: streamArn };
      for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, asked)) {
        for (const { UUID = '', FunctionArn = '', State = '', LastProcessingResult = '' } of EventSourceMappings) {
          const functionName = FunctionArn.split(':')[6] ?? FunctionArn;
          readers.push({ id: UUID, functionName, state: State, lastResult: LastProcessingResult });
        }
      }
      return readers;
    },
  };
}
