import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, expect, test } from 'vitest';
import { EventRefused, putEvent } from '#shared/adapters/event-bus.ts';

const bus = mockClient(EventBridgeClient);
// Files share their modules: a mock that stays would answer for others.
afterAll(() => bus.restore());
afterEach(() => bus.reset());

test('a 200 in which the entry failed is no delivery: it is thrown, and the outbox keeps the event', async () => {
  bus.on(PutEventsCommand).resolves({
    FailedEntryCount: 1,
    Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' }],
  });
  await expect(putEvent('bus', 'RefundRequested', {})).rejects.toThrow(EventRefused);
  await expect(putEvent('bus', 'RefundRequested', {})).rejects.toThrow('RefundRequested: ThrottlingException');
});

test('an empty answer is no delivery either', async () => {
  bus.on(PutEventsCommand).resolves({});
  await expect(putEvent('bus', 'RefundRequested', {})).rejects.toThrow(EventRefused);
});

test('an entry with an id has been taken', async () => {
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
  await expect(putEvent('bus', 'RefundRequested', {})).resolves.toBeUndefined();
});
