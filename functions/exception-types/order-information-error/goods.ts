import type { Inventory } from '#shared/domain/inventory.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import { isDelivered } from './judge.ts';
import type { StaffRule } from './rules.ts';
import type { Settings } from './settings.ts';

/** A line that the catalogue contradicts: staff look at it, the customer never hears of it. */
export interface OddLine {
  readonly line: OrderLine;
  readonly rule: StaffRule;
}

/** Lines of stock whose SKU has no row, and lines whose price is far from the catalogue's; others may have no row to compare with. */
export function oddLines(order: Order, stock: readonly Inventory[], thresholds: Settings): OddLine[] {
  if (!isDelivered(order)) return [];
  const rows = Map.groupBy(stock, ({ sku }) => sku);
  return order.lines
    .filter(({ quantity, supply, gift }) => quantity > 0 && supply === 'stock' && !gift)
    .flatMap((line): OddLine[] => {
      const [row] = rows.get(line.sku) ?? [];
      if (!row)
        return thresholds.catalogueComplete && line.reservations.length === 0 ? [{ line, rule: 'sku-unknown' }] : [];
      return isOff(line.unitPriceMinor, row.unitPriceMinor, thresholds) ? [{ line, rule: 'price-off' }] : [];
    });
}

function isOff(asked: number, listed: number | undefined, { priceTolerance }: Settings): boolean {
  if (!listed) return false;
  return asked < listed * (1 - priceTolerance) || asked > listed * (1 + priceTolerance);
}
