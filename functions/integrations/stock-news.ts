import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import type { Reported } from '#shared/domain/events.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import { ReportRefused } from './report-refused.ts';

/** What a warehouse or purchasing reports about a shelf, written onto its row. False = somebody was faster. */
export function stockNews(tables: SourceTables, now: () => Date) {
  return {
    StockCounted: (report: Reported<'StockCounted'>) =>
      onto(report, (row) => ({ incoming: row.incoming, counts: counted(row, report) })),
    ReplenishmentScheduled: (report: Reported<'ReplenishmentScheduled'>) =>
      onto(report, (row) => ({ counts: row.counts, incoming: expected(row, report) })),
  };

  async function onto(
    { sku, locationId }: { sku: string; locationId: string },
    change: (row: Inventory) => Pick<Inventory, 'counts' | 'incoming'>,
  ): Promise<boolean> {
    const row = (await tables.stockOf(sku)).find((each) => each.locationId === locationId);
    if (!row) throw new ReportRefused('SHELF_UNKNOWN', 'sku, locationId: no such row in Inventory');
    const after = change(row);
    if (after.counts === row.counts && after.incoming === row.incoming) return true;
    const writes: TransactItem[] = [tables.reportStock(row, after, now())];
    return (await transact(writes)).written;
  }
}

/** The latest count of each source; one that is older than what is known, or the same, changes nothing. */
function counted({ counts }: Inventory, { source, quantity, countedAt }: Reported<'StockCounted'>) {
  const known = counts.find((count) => count.source === source);
  if (known && Date.parse(known.countedAt) >= Date.parse(countedAt)) return counts;
  return [...counts.filter((count) => count !== known), { source, quantity, countedAt }];
}

/** One entry per purchase order: scheduled again, it moves. */
function expected({ incoming }: Inventory, report: Reported<'ReplenishmentScheduled'>) {
  const { purchaseOrderId, quantity, expectedAt } = report;
  const known = incoming.find((delivery) => delivery.purchaseOrderId === purchaseOrderId);
  if (known?.quantity === quantity && known.expectedAt === expectedAt) return incoming;
  return [...incoming.filter((delivery) => delivery !== known), { purchaseOrderId, quantity, expectedAt }];
}
