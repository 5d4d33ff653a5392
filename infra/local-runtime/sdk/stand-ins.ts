import { join } from 'node:path';

/** The module by which the stand-ins reach the runtime that has loaded them. */
export const servicesModule = 'local-runtime-services';

const files = {
  '@aws-sdk/client-dynamodb': 'dynamodb.ts',
  '@aws-sdk/client-eventbridge': 'events.ts',
  '@aws-sdk/client-secrets-manager': 'secrets.ts',
  '@aws-sdk/client-sesv2': 'ses.ts',
  '@aws-sdk/client-sfn': 'states.ts',
  '@aws-sdk/client-sns': 'sns.ts',
  '@aws-sdk/client-sqs': 'sqs.ts',
  '@aws-sdk/client-ssm': 'ssm.ts',
  '@aws-sdk/lib-dynamodb': 'document-client.ts',
} as const;

/**
 * Packages of the SDK with the file that stands in for each: the same commands and errors by the same names, answered by
 * the runtime without signing, HTTP and serialization, which are most of a function's work there. What is bundled with
 * them runs nowhere else.
 */
export const standIns = {
  files: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(import.meta.dirname, file)])),
  external: [servicesModule],
};
