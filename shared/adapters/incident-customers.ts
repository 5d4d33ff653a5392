import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import { absent, type CaseItems } from './case-items.ts';
import { documents, isRefused, type TransactItem } from './document-client.ts';

const member = z.object({ orderId: z.string(), caseId: z.string() });

const writing = z.object({ by: z.string(), until: z.string() });
/** A mail of many cases is written in several transactions; whoever has not finished it by then is not waited for. */
const mostMs = 15 * 60_000;

/** What an incident has to do with one customer. */
export interface IncidentCustomer {
  /** They were written to about it while it was open. */
  readonly told: boolean;
  /** Their cases in it. */
  readonly cases: readonly z.infer<typeof member>[];
  /** The case whose mail their other cases are joining, and until when the others let it. */
  readonly mail?: z.infer<typeof writing> | undefined;
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
        mail: theirs.filter(({ entity }) => entity === 'incident-mail').map((item) => writing.parse(item))[0],
      };
    },

    /** Joins the write of the one mail about an open incident; refused when another was faster. */
    toldItem: (incidentId: string, customerId: string, at: Date): TransactItem =>
      putItem(
        { ...kept(incidentId, caseKeys.toldOfIncident(customerId), at), entity: 'incident-told', customerId },
        absent,
      ),

    /** Joins the write of a mail: refused while that of another case is being written. `more` = others have yet to join this one. */
    mailItem(
      incidentId: string,
      customerId: string,
      by: string,
      { at, more }: { at: Date; more: boolean },
    ): TransactItem {
      const sk = caseKeys.mailOfIncident(customerId);
      const guard = {
        TableName: tableName,
        ConditionExpression: 'attribute_not_exists(pk) OR #by = :by OR #until <= :now',
        ExpressionAttributeNames: { '#by': 'by', '#until': 'until' },
        ExpressionAttributeValues: { ':by': by, ':now': at.toISOString() },
      };
      if (!more) return { ConditionCheck: { ...guard, Key: { pk: caseKeys.incident(incidentId), sk } } };
      const until = new Date(at.getTime() + mostMs).toISOString();
      return {
        Put: { ...guard, Item: { ...kept(incidentId, sk, at), entity: 'incident-mail', customerId, by, until } },
      };
    },

    /** Nobody joins that mail any more; another that is being written by now stays. */
    async mailWritten(incidentId: string, customerId: string, by: string): Promise<void> {
      await documents
        .send(
          new DeleteCommand({
            TableName: tableName,
            Key: { pk: caseKeys.incident(incidentId), sk: caseKeys.mailOfIncident(customerId) },
            ConditionExpression: '#by = :by',
            ExpressionAttributeNames: { '#by': 'by' },
            ExpressionAttributeValues: { ':by': by },
          }),
        )
        .catch((error: unknown) => {
          if (!isRefused(error)) throw error;
        });
    },

    isAlerted: async (incidentId: string, key: string): Promise<boolean> =>
      Boolean(await get(caseKeys.incident(incidentId), caseKeys.alertInIncident(key))),

    /** Joins the write of the one alert of its kind; refused when another case was faster. */
    alertedItem: (incidentId: string, key: string, at: Date): TransactItem =>
      putItem({ ...kept(incidentId, caseKeys.alertInIncident(key), at), entity: 'incident-alert' }, absent),
  };
}
