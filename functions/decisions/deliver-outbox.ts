import { publishAlert } from '#shared/adapters/alerts.ts';
import type { CasesTable } from '#shared/adapters/cases-table.ts';
import { putEvent } from '#shared/adapters/event-bus.ts';
import type { OutboxItem } from '#shared/adapters/outbox-item.ts';
import { quarantine } from '#shared/adapters/quarantine.ts';
import { EventInvalid, outgoingDetail } from '#shared/domain/events.ts';

export interface OutboxTargets {
  readonly eventBusName: string;
  /** + `operations`, or `<type>-<severity>`. */
  readonly topicArnPrefix: string;
}

/**
 * Delivers one item: at least once, always under its one id. An event that does not fit its contract will not fit it
 * later either: it is set aside, operations are told, and it is not tried again.
 * @returns whether it went out
 */
export async function deliverOutbox(
  cases: CasesTable,
  { eventBusName, topicArnPrefix }: OutboxTargets,
  item: OutboxItem,
  now: Date,
): Promise<boolean> {
  if (item.kind === 'alert') {
    const topic = item.type === 'operations' ? item.type : `${item.type}-${item.severity}`;
    await publishAlert(`${topicArnPrefix}${topic}`, item.subject, item.text);
  } else {
    const { id, at, detailType } = item;
    try {
      await putEvent(eventBusName, detailType, outgoingDetail(detailType, item, item.detail));
    } catch (error) {
      if (!(error instanceof EventInvalid)) throw error;
      const what = { source: 'outbox', id, keys: { eventId: id, detailType }, code: 'EVENT_INVALID', at };
      await quarantine(cases, { ...what, field: error.message }, [cases.notPublishedItem(item.pk, item.sk, now)]);
      return false;
    }
  }
  await cases.markPublished(item.pk, item.sk, now);
  return true;
}
