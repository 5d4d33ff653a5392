import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LinkKey } from '#shared/domain/link.ts';

const client = new SecretsManagerClient({ maxAttempts: 3 });

/** The key that signs links now. */
export const signingKey = (secretArn: string): Promise<LinkKey> => keyAt(secretArn, 'AWSCURRENT');

/** The keys by which links are read: the current one first, then the one before it while links signed by it are out. */
export async function linkKeys(secretArn: string): Promise<[LinkKey, ...LinkKey[]]> {
  const current = await signingKey(secretArn);
  const previous = await keyAt(secretArn, 'AWSPREVIOUS').catch((error: Error) => {
    if (error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  return previous && previous.keyId !== current.keyId ? [current, previous] : [current];
}

async function keyAt(secretArn: string, stage: string): Promise<LinkKey> {
  const { SecretString = '', VersionId = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: secretArn, VersionStage: stage }),
  );
  return { keyId: VersionId.slice(0, 8), secret: new TextEncoder().encode(SecretString) };
}
