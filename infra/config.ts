import { isDeepStrictEqual } from 'node:util';
import type { Node } from 'constructs';
import * as z from 'zod';
import { catalog } from '#functions/exception-types/catalog.ts';
import { whole } from '#shared/domain/limits.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import { sourceTables } from '#shared/domain/primitives.ts';
import { refundDueBy } from '#shared/domain/refund-due.ts';
import { allocatedBy, massCause, type Settings } from '#shared/domain/settings.ts';
import { describeIssue } from './checks/config-issue.ts';

const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:[^:]+:${service}:[^:]+:[0-9]{12}:.+$`), `must be an ARN of ${service}`);

const existingTable = z.strictObject({
  tableArn: arn('dynamodb'),
  streamArn: arn('dynamodb'),
  keyArn: arn('kms').optional(),
});

const stage = z.string().regex(/^[a-z][a-z0-9-]{0,15}$/, 'must be 1..16 of a-z, 0-9 and -, beginning with a letter');

export const deploymentConfig = z.strictObject({
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
  allocatedBy: allocatedBy.default('ordermend'),
  finance: z
    .strictObject({
      /** The `source` of the events that finance sends; none = finance answers in another way. */
      eventSource: z
        .string()
        .min(1)
        .refine((source) => source !== 'ordermend' && !source.startsWith('aws.'), 'must not be "ordermend" nor "aws.*"')
        .optional(),
    })
    .prefault({}),
  /** Thresholds per exception type; each type's schema names its own. */
  types: z
    .strictObject(Object.fromEntries(catalog.map(({ key, settings }) => [key, settings.prefault({})])))
    .prefault({}),
  massCause: massCause.prefault({}),
  messages: messagePolicy.prefault({}),
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
  refundDueBy: refundDueBy.prefault({}),
  /** How often the sweep looks for what no record announced: so long at most a lost record stays unseen. */
  sweepEveryMinutes: whole('minutes', 1, 60).default(30),
  /**
   * How often the shop's tables are read through for orders whose stream record was lost (a mapping that was off for over a
   * day); found at most 5 minutes later than that. 0 = never.
   */
  reconcileEveryMinutes: whole('minutes', 0, 1440).default(360),
  /** Keep tables, key and archive when the stack is destroyed. Only a throw-away stage sets this to false. */
  retainData: z.boolean().default(true),
  logRetentionDays: z
    .literal(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
      'must be a retention that CloudWatch Logs knows',
    )
    .default(90),
});
export type DeploymentConfig = z.infer<typeof deploymentConfig>;

/** Thrown when the configuration cannot be deployed; stops the synth before anything is built. */
export class ConfigurationRefused extends Error {
  override readonly name = 'ConfigurationRefused';
}

/** @throws ConfigurationRefused with one line per problem: key, value, what is allowed. */
export function parseConfig(input: unknown): DeploymentConfig {
  const result = deploymentConfig.safeParse(input, { reportInput: true });
  const lines = result.success
    ? tooMuch(result.data)
    : result.error.issues.flatMap((issue) => describeIssue(deploymentConfig, issue));
  if (result.success && lines.length === 0) return result.data;
  throw new ConfigurationRefused(`The configuration ("ordermend" in cdk.json) is refused:\n  ${lines.join('\n  ')}`);
}

/** Lambda gives a function 4 KB of environment; the names of what it is bound to need the rest. */
const settingsBytes = 3_000;

function tooMuch(config: DeploymentConfig): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(settingsOf(config)));
  if (bytes <= settingsBytes) return [];
  return [`types: ${bytes} bytes are refused, allowed: 0..${settingsBytes} bytes of settings that are not the default`];
}

/** The context key `ordermend`, and the stage that `-c stage=` chooses. @throws ConfigurationRefused */
export function configFromContext(node: Node): DeploymentConfig {
  const given: unknown = node.tryGetContext('ordermend') ?? {};
  const chosen: unknown = node.tryGetContext('stage');
  return parseConfig(typeof given === 'object' ? { stage: chosen ?? 'dev', ...given } : given);
}

/** What the functions read in their variable SETTINGS; of the thresholds of types, those that are not the default. */
export function settingsOf({
  types,
  allocatedBy,
  links,
  refundDueBy,
  massCause,
  messages,
}: DeploymentConfig): Settings {
  return { types: changed(types), allocatedBy, linkTtlDays: links.ttlDays, refundDueBy, massCause, messages };
}

function changed(types: DeploymentConfig['types']): Settings['types'] {
  const entries = catalog.flatMap(({ key, settings }) => {
    const usual = settings.parse({}) as Readonly<Record<string, unknown>>;
    const given = Object.entries(types[key] as object).filter(
      ([name, value]) => !isDeepStrictEqual(value, usual[name]),
    );
    return given.length > 0 ? [[key, Object.fromEntries(given)]] : [];
  });
  return Object.fromEntries(entries);
}
