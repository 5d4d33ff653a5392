import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

type Row = Readonly<Record<string, unknown>>;

/** A row before and after one change, as the stream has it; what a rule judges is never taken from here. */
export function imagesOf({ dynamodb }: DynamoDBRecord): {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
} {
  const read = (image: object | undefined) => image && unmarshall(image as Record<string, AttributeValue>);
  return { before: read(dynamodb?.OldImage), after: read(dynamodb?.NewImage) };
}
