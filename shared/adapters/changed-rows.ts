import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { expiryOf } from '#shared/domain/identity.ts';
import type { CaseItems } from './case-items.ts';
import { documents } from './document-client.ts';

/** A pass over a table: it looks for rows written after `from` and until `to`, and has come as far as `after`. */
const pass = z.object({
  from: z.string(),
  to: z.string(),
  after: z.record(z.string(), z.unknown()).optional(),
});
export type Pass = z.infer<typeof pass>;

const passes = z.record(z.string(), pass);
export type Passes = Readonly<z.infer<typeof passes>>;

export type Row = Readonly<Record<string, unknown>>;

/** A condition on a row in DynamoDB's words. */
export interface Filter {
  readonly expression: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Rows by when they were written, read without an index: the shop's tables have none that could be relied on. */
export function changedRows({ get, put }: CaseItems) {
  const key = { pk: 'RECONCILE', sk: 'PASSES' };

  return {
    /** By table the pass that is under way, or the last one; a table that has had none is not there. */
    async lastPasses(): Promise<Passes> {
      return passes.parse((await get(key.pk, key.sk))?.passes ?? {});
    },

    async keepPasses(kept: Passes, at: Date): Promise<void> {
      await put({ ...key, entity: 'passes', passes: kept, expiresAt: expiryOf(at) });
    },

    /**
     * One page of at most 1 MB: the rows in it that were written in the pass's time, or that fulfil `also`, and where the
     * next one begins.
     */
    async page(table: string, { from, to, after }: Pass, also?: Filter): Promise<{ rows: Row[]; next: Pass['after'] }> {
      const written = 'updatedAt BETWEEN :from AND :to OR createdAt BETWEEN :from AND :to';
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new ScanCommand({
          TableName: table,
          FilterExpression: also ? `${written} OR ${also.expression}` : written,
          ExpressionAttributeValues: { ':from': from, ':to': to, ...also?.values },
          ...(after && { ExclusiveStartKey: after }),
        }),
      );
      return { rows: Items, next: LastEvaluatedKey };
    },
  };
}

export type ChangedRows = ReturnType<typeof changedRows>;
