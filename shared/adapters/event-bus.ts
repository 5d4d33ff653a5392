import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const client = new EventBridgeClient({ maxAttempts: 3 });

/** Thrown when the bus took the call and refused the entry: it has to be sent again. */
export class EventRefused extends Error {
  override readonly name = 'EventRefused';
}

export async function putEvent(busName: string, detailType: string, detail: Record<string, unknown>): Promise<void> {
  const { Entries } = await client.send(
    new PutEventsCommand({
      Entries: [{ EventBusName: busName, Source: 'ordermend', DetailType: detailType, Detail: JSON.stringify(detail) }],
    }),
  );
  const [entry] = Entries ?? [];
  if (!entry?.EventId) throw new EventRefused(`${detailType}: ${entry?.ErrorCode} ${entry?.ErrorMessage}`);
}
