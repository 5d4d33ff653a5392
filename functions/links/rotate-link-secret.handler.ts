import middy from '@middy/core';
import * as z from 'zod';
import { secretVersions } from '#shared/adapters/secret-versions.ts';
import { rotate, rotationSteps } from './rotation.ts';

const rotationEvent = z.object({
  Step: z.enum(rotationSteps),
  SecretId: z.string(),
  /** Id of the version that comes in. */
  ClientRequestToken: z.string().min(32).max(64),
});

/** Secrets Manager brings in a new key for links; those signed by the key before it stay valid (docs/link-secret.md). */
async function rotateLinkSecret(event: unknown): Promise<void> {
  const { Step, SecretId, ClientRequestToken } = rotationEvent.parse(event);
  await rotate(secretVersions(SecretId), ClientRequestToken, Step);
}

export const handler = middy(rotateLinkSecret);
