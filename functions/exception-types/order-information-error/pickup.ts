import type { PickupPoint } from '#shared/domain/address.ts';
import type { Problem } from './problem.ts';

/** How a network numbers its stores (store codes of the convenience-store logistics of ECPay and NewebPay). */
const networks: readonly { readonly names: RegExp; readonly storeId: RegExp; readonly digits: number }[] = [
  { names: /^(7-?eleven|seven-?eleven|unimart(c2c)?|711)$/i, storeId: /^\d{6}$/, digits: 6 },
  { names: /^(family-?mart|fami(c2c)?|family)$/i, storeId: /^\d{6}$/, digits: 6 },
  { names: /^(hi-?life(c2c)?)$/i, storeId: /^\d{4}$/, digits: 4 },
  { names: /^(ok-?mart(c2c)?|ok)$/i, storeId: /^\d{4}$/, digits: 4 },
];

/** A store that can be told and is open; `closed` lists stores by `network/storeId`. */
export function checkPickupPoint({ network, storeId, status }: PickupPoint, closed: readonly string[]): Problem[] {
  const plain = storeId.normalize('NFKC').replace(/\s/g, '');
  const value = `${network}|${storeId}`;
  const known = networks.find(({ names }) => names.test(network.trim()));
  if (!plain || (known && !known.storeId.test(plain))) {
    // A leading zero is lost in a spreadsheet; more than one is a guess.
    const meant = known && /^\d+$/.test(plain) && plain.length === known.digits - 1 ? `0${plain}` : undefined;
    return [
      {
        rule: 'store-form',
        field: 'storeId',
        tier: meant ? 'confirm' : 'ask',
        hard: true,
        value,
        ...(meant && { suggestion: { storeId: meant } }),
      },
    ];
  }
  if (status === 'closed' || closed.includes(`${network}/${plain}`)) {
    return [{ rule: 'store-closed', field: 'storeId', tier: 'ask', hard: true, value }];
  }
  return [];
}
