import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import { absent, type CaseItems } from './case-items.ts';
import { documents, type TransactItem } from './document-client.ts';

const member = z.object({ orderId: z.string(), caseId: z.string() });

/** What an incident has to do with one customer. */
export interface IncidentCustomer {
  /** They were written to about it while it was open. */
  readonly told: boolean;
  /** Their cases in it. */
  readonly cases: readonly z.infer<typeof member>[];
}

/** Whose cases an incident has, who was written to about it, and what staff were told beside its own alert. */
export function incidentCustomers({ tableName, get, put, putItem }: CaseItems) {
  const kept = (incidentId: string, sk: string, at: Date) => ({
    pk: caseKeys.incident(incidentId),
    sk,
    at: at.toISOString(),
    expiresAt: expiryOf(at),
  });
  return {
    async note(incidentId: string, customerId: string, of: z.infer<typeof member>, at: Date): Promise<void> {
      const { orderId, caseId } = of;
      const sk = caseKeys.customerInIncident(customerId, caseId);
      await put({ ...kept(incidentId, sk, at), entity: 'incident-customer', customerId, orderId, caseId });
    },

    async of(incidentId: string, customerId: string): Promise<IncidentCustomer> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :customer)',
          ExpressionAttributeValues: {
            ':pk': caseKeys.incident(incidentId),
            ':customer': caseKeys.customerInIncident(customerId, ''),
          },
          ConsistentRead: true,
        }),
      );
      const theirs = Items.filter((item) => item.customerId === customerId);
      return {
        told: theirs.some(({ entity }) => entity === 'incident-told'),
        cases: theirs.filter(({ entity }) => entity === 'incident-customer').map((item) => member.parse(item)),
      };
    },

    /** Joins the write of the one mail about an open incident; refused when another was faster. */
    toldItem: (incidentId: string, customerId: string, at: Date): TransactItem =>
      putItem(
        { ...kept(incidentId, caseKeys.toldOfIncident(customerId), at), entity: 'incident-told', customerId },
        absent,
      ),

    isAlerted: async (incidentId: string, key: string): Promise<boolean> =>
      Boolean(await get(caseKeys.incident(incidentId), caseKeys.alertInIncident(key))),

    /** Joins the write of the one alert of its kind; refused when another case was faster. */
    alertedItem: (incidentId: string, key: string, at: Date): TransactItem =>
      putItem({ ...kept(incidentId, caseKeys.alertInIncident(key), at), entity: 'incident-alert' }, absent),
  };
}
