import * as z from 'zod';
import { installedTypes } from '#functions/exception-types/catalog.ts';
import { allocation } from '#shared/adapters/allocation.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { demand } from '#shared/adapters/demand.ts';
import { incidents } from '#shared/adapters/incidents.ts';
import { openOrders } from '#shared/adapters/open-orders.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import type { Operations } from '#shared/domain/operations.ts';
import type { SourceTable } from '#shared/domain/primitives.ts';
import { settingsVariable } from '#shared/domain/settings.ts';
import { readEnv } from '#shared/lambda/env.ts';

const env = readEnv(
  z.object({
    ORDERS_TABLE: z.string(),
    PAYMENTS_TABLE: z.string(),
    INVENTORY_TABLE: z.string(),
    CASES_TABLE: z.string(),
    STATE_MACHINE_ARN_PREFIX: z.string(),
    OPERATIONS_PARAMETER: z.string(),
    DEMAND_QUEUE_URL: z.string(),
    SETTINGS: settingsVariable,
  }),
);

const cases = casesTable(env.CASES_TABLE);
const tables = sourceTables({ orders: env.ORDERS_TABLE, payments: env.PAYMENTS_TABLE, inventory: env.INVENTORY_TABLE });

/** What everybody at intake works with. */
export const desk = {
  cases,
  tables,
  allocation: allocation(tables),
  demand: demand(env.CASES_TABLE),
  incidents: incidents(cases),
  openOrders: openOrders(cases),
  types: installedTypes(env.SETTINGS),
  settings: env.SETTINGS,
  machineArnPrefix: env.STATE_MACHINE_ARN_PREFIX,
  operationsParameter: env.OPERATIONS_PARAMETER,
  demandQueueUrl: env.DEMAND_QUEUE_URL,
};

export type Desk = typeof desk;

/** The occasion of a look at an order. */
export interface Look {
  /** The table whose change is the occasion: its rules run. */
  readonly table: SourceTable;
  readonly operations: Operations;
  readonly now: Date;
  /** False on the very first record of an order. */
  readonly seenBefore: boolean;
}
