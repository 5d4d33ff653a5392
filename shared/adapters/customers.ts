import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { CasesTable } from './cases-table.ts';

/** Whether mail to a customer arrives, kept by customer id; the address itself stays with the shop. */
export function customers(cases: CasesTable) {
  return {
    async isUnreachable(customerId: string): Promise<boolean> {
      return Boolean(await cases.get(caseKeys.customer(customerId), caseKeys.contact));
    },
    async markUnreachable(customerId: string, code: string, at: Date): Promise<void> {
      await cases.put({
        pk: caseKeys.customer(customerId),
        sk: caseKeys.contact,
        entity: 'contact',
        code,
        since: at.toISOString(),
        expiresAt: expiryOf(at),
      });
    },
  };
}
