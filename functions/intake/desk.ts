import * as z from 'zod';
import { installedTypes } from '#functions/exception-types/catalog.ts';
import { allocation } from '#shared/adapters/allocation.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { customerOrders } from '#shared/adapters/customer-orders.ts';
import { demand } from '#shared/adapters/demand.ts';
import { incidents } from '#shared/adapters/incidents.ts';
import { openOrders } from '#shared/adapters/open-orders.ts';
import { outageTally } from '#shared/adapters/outage-tally.ts';
import { rations } from '#shared/adapters/rations.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { transitHistory } from '#shared/adapters/transit-history.ts';
import { watches } from '#shared/adapters/watches.ts';
import type { Operations } from '#shared/domain/operations.ts';
import type { SourceTable } from '#shared/domain/primitives.ts';
import { settingsVariable } from '#shared/domain/settings.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';

const env = readEnv(
  z.object({
    ...sourceTableVariables,
    CASES_TABLE: z.string(),
    STATE_MACHINE_ARN_PREFIX: z.string(),
    OPERATIONS_PARAMETER: z.string(),
    DEMAND_QUEUE_URL: z.string(),
    SETTINGS: settingsVariable,
  }),
);

const cases = casesTable(env.CASES_TABLE);
const placed = customerOrders(cases);
const history = transitHistory(cases, systemWorld.now);
const tableNames = sourceTableNames(env);
const tables = sourceTables(tableNames, placed, history);

/** What everybody at intake works with. */
export const desk = {
  cases,
  tables,
  tableNames,
  allocation: allocation(tables),
  placed,
  history,
  watches: watches(cases),
  demand: demand(env.CASES_TABLE),
  incidents: incidents(cases),
  tally: outageTally(cases),
  rations: rations(cases),
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
  /** The tables whose change is the occasion: their rules run. */
  readonly tables: readonly SourceTable[];
  /** A record of the table says that it has changed; left out = its rows are read through. */
  readonly announced?: boolean;
  readonly operations: Operations;
  readonly now: Date;
  /** False on the very first record of an order; absent = as its file says. */
  readonly seenBefore?: boolean;
}
