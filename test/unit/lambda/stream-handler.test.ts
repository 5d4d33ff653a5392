import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PoisonRecord, streamHandler } from '#shared/lambda/stream-handler.ts';

const size = 100;
/** Sequence numbers that are not the places in the batch, as in a stream. */
const sequenceNumbers = Array.from({ length: size }, (_, i) => `${4_000_000 + 7 * i}`);
const event = { Records: sequenceNumbers.map((SequenceNumber): DynamoDBRecord => ({ dynamodb: { SequenceNumber } })) };

type Fault = 'poison' | 'transient';

/** A batch of a hundred records, worked by a handler for which some of them are at fault; and what became of each. */
async function batchWith(faults: ReadonlyMap<number, Fault>) {
  const placeOf = ({ dynamodb }: DynamoDBRecord) => sequenceNumbers.indexOf(dynamodb!.SequenceNumber!);
  const begun: number[] = [];
  const worked: number[] = [];
  const setAside: number[] = [];
  const work = async (record: DynamoDBRecord) => {
    const place = placeOf(record);
    begun.push(place);
    await Promise.resolve();
    if (faults.get(place) === 'poison') throw new PoisonRecord('SCHEMA', 'lines: expected array');
    if (faults.get(place) === 'transient') throw new Error('throttled');
    worked.push(place);
  };
  const putAside = async (record: DynamoDBRecord) => {
    setAside.push(placeOf(record));
  };
  const answer = await streamHandler(async () => undefined, work, putAside)(event);
  return { answer, begun, worked, setAside };
}

const places = [...Array(size).keys()];
const first = 0;
const middle = 42;
const last = size - 1;

let logged: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
});
afterEach(() => {
  logged.mockRestore();
});

describe('a batch of a hundred records', () => {
  it.each([
    ['first', [first]],
    ['middle', [middle]],
    ['last', [last]],
    ['first, middle and last', [first, middle, last]],
  ])(
    'with poison in the %s place: it is set aside, the others are worked, and nothing is reported',
    async (_, poisoned) => {
      const batch = await batchWith(new Map(poisoned.map((place) => [place, 'poison'])));
      expect(batch.setAside).toEqual(poisoned);
      expect(batch.worked).toEqual(places.filter((place) => !poisoned.includes(place)));
      expect(batch.answer).toEqual({ batchItemFailures: [] });
      expect(logged).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['first', first],
    ['middle', middle],
    ['last', last],
  ])(
    'stops at a transient fault in the %s place: that record is reported, and none after it is begun',
    async (_, place) => {
      const batch = await batchWith(new Map([[place, 'transient']]));
      expect(batch.worked).toEqual(places.slice(0, place));
      expect(batch.begun).toEqual(places.slice(0, place + 1));
      expect(batch.setAside).toEqual([]);
      expect(batch.answer).toEqual({ batchItemFailures: [{ itemIdentifier: sequenceNumbers[place] }] });
      expect(logged).toHaveBeenCalledOnce();
    },
  );

  it('reports the first transient fault alone, whatever is wrong with the others', async () => {
    const anyFaults = fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.constantFrom<Fault>('poison', 'transient')), {
      selector: ([place]) => place,
    });
    await fc.assert(
      fc.asyncProperty(anyFaults, async (faults) => {
        const of = (kind: Fault) => faults.filter(([, each]) => each === kind).map(([place]) => place);
        const end = Math.min(size, ...of('transient'));
        const batch = await batchWith(new Map(faults));
        const reached = places.slice(0, end);
        const poisoned = new Set(of('poison'));
        expect(batch.worked).toEqual(reached.filter((place) => !poisoned.has(place)));
        expect(batch.setAside).toEqual(reached.filter((place) => poisoned.has(place)));
        const reported = end < size ? [{ itemIdentifier: sequenceNumbers[end] }] : [];
        expect(batch.answer).toEqual({ batchItemFailures: reported });
      }),
    );
  });

  it('stops at a poison record that cannot be set aside, so that it is not lost', async () => {
    const refused = async () => Promise.reject(new Error('throttled'));
    const work = async ({ dynamodb }: DynamoDBRecord) => {
      if (dynamodb?.SequenceNumber === sequenceNumbers[middle]) throw new PoisonRecord('SCHEMA', 'lines');
    };
    expect(await streamHandler(async () => undefined, work, refused)(event)).toEqual({
      batchItemFailures: [{ itemIdentifier: sequenceNumbers[middle] }],
    });
  });
});
