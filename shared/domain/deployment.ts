import * as z from 'zod';
import { settings } from './settings.ts';

/** What one stage is made of, by the names that its stacks gave: read by what staff run outside of it. */
export const deployment = z.object({
  tables: z.object({
    orders: z.string(),
    payments: z.string(),
    inventory: z.string(),
    shipments: z.string(),
    cases: z.string(),
  }),
  /** + the exception type. */
  stateMachineArnPrefix: z.string(),
  refundMachineArn: z.string(),
  demandQueueUrl: z.string(),
  operationsParameter: z.string(),
  replyBaseUrl: z.string(),
  linkSecretArn: z.string(),
  /** + `<type>-<severity>`, or `operations`. */
  alertTopicArnPrefix: z.string(),
  mailFrom: z.string(),
  settings,
});
export type Deployment = z.infer<typeof deployment>;
