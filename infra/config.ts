import type { Node } from 'constructs';
import * as z from 'zod';
import { sourceTables } from '#shared/domain/primitives.ts';
import { describeIssue } from './checks/config-issue.ts';

/** A number with its unit and its allowed range, which an error then names. */
function range(unit: string, min: number, max: number) {
  const error = ({ input }: { input?: unknown }) =>
    `${JSON.stringify(input)} is refused, allowed: ${min}..${max} ${unit}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}
function whole(unit: string, min: number, max: number) {
  const error = ({ input }: { input?: unknown }) =>
    `${JSON.stringify(input)} is refused, allowed: whole numbers ${min}..${max} (${unit})`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** Thresholds of out-of-stock; every default is the product's, each may be set per deployment. */
export const outOfStock = z.strictObject({
  /** The cause must last this long before anything happens. */
  settleSeconds: whole('seconds', 0, 3600).default(120),
  answerHours: whole('hours', 1, 8760).default(48),
  reminderHours: whole('hours', 1, 8760).default(24),
  reminders: whole('reminders', 0, 3).default(1),
  /** Silence chooses to wait only when the date is at most this far away. */
  waitMaxDays: whole('days', 1, 365).default(30),
  /** A restock this long after the promise still needs no question. */
  promiseGraceDays: whole('days', 0, 60).default(3),
  /** A substitute may differ in price by this share. */
  substitutePriceTolerance: range('share of the price', 0, 1).default(0.2),
  maxSubstitutes: whole('substitutes', 0, 10).default(3),
  /** An accepted wait is looked at this long before its date. */
  watchDaysBefore: whole('days', 0, 30).default(3),
  /** One open replenishment request per SKU and location lasts until stock is announced, or this long. */
  replenishGuardHours: whole('hours', 1, 720).default(24),
  countToleranceUnits: whole('units', 0, 1000).default(2),
  countToleranceShare: range('share of the count', 0, 1).default(0.02),
  countMaxAgeHours: whole('hours', 1, 8760).default(72),
});

const refundDue = z.strictObject({
  days: whole('days', 1, 90),
  count: z.enum(['calendar', 'working']),
});

/** By when the money must be back where the law or the scheme says so; elsewhere `otherwise`. */
const markets = z.record(z.string().regex(/^[A-Z]{2}$/, 'a market is a country code of two capitals'), refundDue);

const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:[^:]+:${service}:[^:]+:[0-9]{12}:.+$`), `must be an ARN of ${service}`);

const existingTable = z.strictObject({
  tableArn: arn('dynamodb'),
  streamArn: arn('dynamodb'),
  keyArn: arn('kms').optional(),
});

const stage = z.string().regex(/^[a-z][a-z0-9-]{0,15}$/, 'must be 1..16 of a-z, 0-9 and -, beginning with a letter');

export const deploymentConfig = z
  .strictObject({
    stage,
    /** Where customers reach the reply page when a domain of the shop stands before the API. */
    baseUrl: z
      .url({ protocol: /^https$/, error: 'must be an https URL' })
      .refine((url) => !url.endsWith('/'), 'must not end with a slash')
      .optional(),
    mail: z.strictObject({
      from: z.email('must be a mail address'),
      /** When set, the stack creates the SES identity of this domain; else the identity exists already. */
      identityDomain: z.hostname('must be a domain').optional(),
    }),
    /** Tables that exist already; those not named here are created. */
    sourceTables: z
      .strictObject(
        Object.fromEntries(sourceTables.map((name) => [name, existingTable.optional()])) as Record<
          (typeof sourceTables)[number],
          z.ZodOptional<typeof existingTable>
        >,
      )
      .prefault({}),
    /** Who reserves stock for orders. */
    allocatedBy: z.enum(['ordermend', 'shop']).default('ordermend'),
    finance: z
      .strictObject({
        /** The `source` of the events that finance sends; none = finance answers in another way. */
        eventSource: z
          .string()
          .min(1)
          .refine(
            (source) => source !== 'ordermend' && !source.startsWith('aws.'),
            'must not be "ordermend" nor "aws.*"',
          )
          .optional(),
      })
      .prefault({}),
    outOfStock: outOfStock.prefault({}),
    links: z
      .strictObject({
        ttlDays: whole('days', 1, 180).default(30),
        graceDays: whole('days', 0, 30).default(1),
        secretRotationDays: whole('days', 2, 365).default(90),
      })
      .prefault({})
      .refine(({ ttlDays, graceDays, secretRotationDays }) => ttlDays + graceDays < secretRotationDays, {
        error: ({ input }) =>
          `${JSON.stringify(input)} is refused: ttlDays + graceDays must stay below secretRotationDays, else a good link loses its key`,
      }),
    refundDueBy: z
      .strictObject({
        markets: markets.default({
          US: { days: 7, count: 'working' },
          TW: { days: 15, count: 'calendar' },
          CN: { days: 7, count: 'calendar' },
        }),
        otherwise: refundDue.default({ days: 10, count: 'working' }),
      })
      .prefault({}),
    /** Keep tables, key and archive when the stack is destroyed. Only a throw-away stage sets this to false. */
    retainData: z.boolean().default(true),
    logRetentionDays: z
      .literal(
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
        'must be a retention that CloudWatch Logs knows',
      )
      .default(90),
  })
  .superRefine(({ outOfStock: { answerHours, reminderHours, reminders } }, context) => {
    if (reminders > 0 && reminderHours * reminders >= answerHours) {
      context.addIssue({
        code: 'custom',
        path: ['outOfStock', 'reminderHours'],
        message: `${reminderHours} is refused: ${reminders} reminder(s) must lie before answerHours (${answerHours})`,
      });
    }
  });
export type DeploymentConfig = z.infer<typeof deploymentConfig>;

/** Thrown when the configuration cannot be deployed; stops the synth before anything is built. */
export class ConfigurationRefused extends Error {
  override readonly name = 'ConfigurationRefused';
}

/** @throws ConfigurationRefused with one line per problem: key, value, what is allowed. */
export function parseConfig(input: unknown): DeploymentConfig {
  const result = deploymentConfig.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const lines = result.error.issues.flatMap((issue) => describeIssue(deploymentConfig, issue));
  throw new ConfigurationRefused(`The configuration ("ordermend" in cdk.json) is refused:\n  ${lines.join('\n  ')}`);
}

/** The context key `ordermend`, and the stage that `-c stage=` chooses. @throws ConfigurationRefused */
export function configFromContext(node: Node): DeploymentConfig {
  const given: unknown = node.tryGetContext('ordermend') ?? {};
  const chosen: unknown = node.tryGetContext('stage');
  return parseConfig(typeof given === 'object' ? { stage: chosen ?? 'dev', ...given } : given);
}

/** What the functions read in their variable SETTINGS: thresholds, and nothing that names a place or a person. */
export function settingsOf({ outOfStock, allocatedBy, links, refundDueBy }: DeploymentConfig) {
  return { outOfStock, allocatedBy, linkTtlDays: links.ttlDays, refundDueBy };
}
export type Settings = ReturnType<typeof settingsOf>;
