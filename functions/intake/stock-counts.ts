import { createHash } from 'node:crypto';
import type { InstalledType } from '#functions/exception-types/exception-type.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import { type CountJudgement, type Inventory, judgeCounts } from '#shared/domain/inventory.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { Desk } from './desk.ts';

/** Thrown when the shelf changed while its count was judged; the job is tried again. */
export class ShelfChanged extends Error {
  override readonly name = 'ShelfChanged';
}

/**
 * Judges a shelf by its counts: corrects it where two sources agree, asks for a count where none do. Each set of counts
 * is judged once, when it is new: goods that are shipped later make an old count wrong, not the shelf.
 * @returns the row as it then stands
 */
export async function settleCounts(desk: Desk, type: InstalledType, row: Inventory, now: Date): Promise<Inventory> {
  if (!type.stock || row.counts.length === 0) return row;
  const pk = caseKeys.count(row.sku, row.locationId);
  const key = { pk, sk: 'LAST' };
  const occasion = occasionOf(row);
  if ((await desk.cases.get(key.pk, key.sk))?.occasion === occasion) return row;
  const judgement = judgeCounts(row, type.stock.counts, now);
  const source = {
    pk,
    sk: (i: string) => `OUT#${occasion}-${i}`,
    id: (i: string) => `${pk}/${occasion}-${i}`,
    type: type.key,
  };
  const outgoing = judgement.kind === 'consistent' ? [] : saying(row, judgement);
  const { written } = await transact([
    desk.cases.putItem({ ...key, entity: 'count', occasion, expiresAt: expiryOf(now) }),
    ...outboxWrites(desk.cases.tableName, source, now, outgoing),
    ...(judgement.kind === 'repair' ? [desk.tables.correctStock(row, judgement.onHand)] : []),
  ]);
  if (!written) throw new ShelfChanged(`${row.sku} at ${row.locationId} changed while its count was judged`);
  if (judgement.kind !== 'repair') return row;
  const { onHand } = judgement;
  return { ...row, onHand, available: onHand - row.committed - row.safetyStock, version: row.version + 1 };
}

const occasionOf = ({ counts }: Inventory) =>
  createHash('sha256').update(JSON.stringify(counts)).digest('hex').slice(0, 12);

function saying(row: Inventory, judgement: Exclude<CountJudgement, { kind: 'consistent' }>): Outgoing[] {
  const { sku, locationId, onHand, counts } = row;
  const counted = counts.map(({ source, quantity, countedAt }) => ({ source, quantity, countedAt }));
  const said = counts.map(({ source, quantity }) => `${source} ${quantity}`).join(', ');
  if (judgement.kind === 'repair') {
    const { onHand: corrected, sources } = judgement;
    return [
      {
        kind: 'event',
        detailType: 'StockCountCorrected',
        detail: { sku, locationId, from: onHand, to: corrected, sources, counts: counted },
      },
      {
        kind: 'alert',
        severity: 'warning',
        subject: `stock count of ${sku} corrected`,
        text: `${sku} at ${locationId}: the system said ${onHand}, ${said}. Corrected to ${corrected}; its open orders are looked at again.`,
      },
    ];
  }
  return [
    {
      kind: 'event',
      detailType: 'StockCountRequested',
      detail: { sku, locationId, onHand, sources: judgement.sources, counts: counted },
    },
    {
      kind: 'alert',
      severity: 'warning',
      subject: `stock count of ${sku} needed`,
      text: `${sku} at ${locationId}: the system says ${onHand}, ${said}. No two agree; please count the shelf.`,
    },
  ];
}
