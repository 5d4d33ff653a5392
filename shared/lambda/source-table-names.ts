import * as z from 'zod';

/** The variables that name the shop's tables, for whoever reads an order's facts. */
export const sourceTableVariables = {
  ORDERS_TABLE: z.string(),
  PAYMENTS_TABLE: z.string(),
  INVENTORY_TABLE: z.string(),
  SHIPMENTS_TABLE: z.string(),
} as const;

type Variables = Readonly<Record<keyof typeof sourceTableVariables, string>>;

export const sourceTableNames = (env: Variables) => ({
  orders: env.ORDERS_TABLE,
  payments: env.PAYMENTS_TABLE,
  inventory: env.INVENTORY_TABLE,
  shipments: env.SHIPMENTS_TABLE,
});
