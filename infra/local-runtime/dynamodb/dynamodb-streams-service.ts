import { copyOf } from '../deep-copy.ts';
import { type JsonObject, type Service, ServiceError } from '../service.ts';
import { notFound, validationError } from './errors.ts';
import type { Store } from './store.ts';
import { positionOf, type Stream, sequenceNumberAt } from './stream.ts';

const maxRecords = 1000;

/** The reading side of the streams of a DynamoDbService's store; each stream has one shard. */
export class DynamoDbStreamsService implements Service {
  readonly operations: Service['operations'];
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.operations = {
      DescribeStream: (input) => copyOf(this.#describe(input)),
      GetRecords: (input) => copyOf(this.#records(input)),
      GetShardIterator: (input) => this.#iterator(input),
      ListStreams: (input) => this.#list(input),
    };
  }

  #list({ TableName, ExclusiveStartStreamArn: start, Limit = 100 }: JsonObject): JsonObject {
    const streams = [...this.#store.streams.values()].filter((stream) => !TableName || nameOf(stream) === TableName);
    const from = streams.findIndex((stream) => stream.arn === start) + 1;
    const page = streams.slice(from, from + Number(Limit));
    return {
      Streams: page.map((stream) => ({
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        TableName: nameOf(stream),
      })),
      ...(from + page.length < streams.length && { LastEvaluatedStreamArn: page.at(-1)!.arn }),
    };
  }

  #describe({ StreamArn }: JsonObject): JsonObject {
    const stream = this.#stream(StreamArn);
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.enabled ? 'ENABLED' : 'DISABLED',
        StreamViewType: stream.view,
        TableName: nameOf(stream),
        KeySchema: stream.table.KeySchema.map((key) => ({ ...key })),
        CreationRequestDateTime: stream.createdAt / 1000,
        Shards: [
          {
            ShardId: stream.shardId,
            SequenceNumberRange: {
              StartingSequenceNumber: sequenceNumberAt(0),
              ...(!stream.enabled && { EndingSequenceNumber: sequenceNumberAt(stream.end) }),
            },
          },
        ],
      },
    };
  }

  #iterator({ StreamArn, ShardId, ShardIteratorType, SequenceNumber }: JsonObject): JsonObject {
    const stream = this.#stream(StreamArn);
    if (ShardId !== stream.shardId) {
      throw notFound(`: Shard ${String(ShardId)} in Stream ${stream.arn} not found`);
    }
    const named = () => {
      if (typeof SequenceNumber !== 'string' || !/^\d+$/.test(SequenceNumber)) {
        throw validationError(`SequenceNumber is required for the ShardIteratorType ${String(ShardIteratorType)}`);
      }
      return positionOf(SequenceNumber);
    };
    switch (ShardIteratorType) {
      case 'TRIM_HORIZON':
        return iteratorAt(stream, stream.horizon);
      case 'LATEST':
        return iteratorAt(stream, stream.end);
      case 'AT_SEQUENCE_NUMBER':
        return iteratorAt(stream, notTrimmed(stream, named()));
      case 'AFTER_SEQUENCE_NUMBER':
        return iteratorAt(stream, notTrimmed(stream, named() + 1));
      default:
        throw validationError(`ShardIteratorType ${String(ShardIteratorType)} is none of those that exist`);
    }
  }

  #records({ ShardIterator, Limit }: JsonObject): JsonObject {
    const [arn, at] = String(ShardIterator).split('|');
    if (at === undefined || !/^\d+$/.test(at)) throw validationError('Invalid ShardIterator');
    const stream = this.#stream(arn);
    const position = notTrimmed(stream, Number(at));
    const Records = stream.read(position, Math.min(Number(Limit ?? maxRecords), maxRecords));
    const next = position + Records.length;
    const closed = !stream.enabled && next >= stream.end;
    return {
      Records: Records as unknown as JsonObject[],
      ...(!closed && { NextShardIterator: iteratorAt(stream, next).ShardIterator }),
    };
  }

  #stream(arn: unknown): Stream {
    const stream = this.#store.streams.get(String(arn));
    if (!stream) throw notFound(`: Stream: ${String(arn)} not found`);
    return stream;
  }
}

const nameOf = (stream: Stream) => stream.table.TableName;

const iteratorAt = (stream: Stream, position: number) => ({ ShardIterator: `${stream.arn}|${position}` });

function notTrimmed(stream: Stream, position: number): number {
  if (position < stream.horizon) {
    throw new ServiceError(
      'TrimmedDataAccessException',
      'The operation attempted to read past the oldest stream record in a shard',
    );
  }
  return position;
}
