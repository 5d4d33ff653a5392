import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({ maxAttempts: 3 });

/** The versions of a secret as a rotation sees them; a version is named by its id, the token of the rotation that made it. */
export function secretVersions(secretArn: string) {
  return {
    /** Version id → its stages, such as AWSCURRENT. */
    stages: async (): Promise<ReadonlyMap<string, readonly string[]>> => {
      const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: secretArn }));
      return new Map(Object.entries(VersionIdsToStages));
    },

    /** The value that a rotation has put under its token, or nothing yet. */
    pending: async (versionId: string): Promise<string | undefined> => {
      try {
        const version = { SecretId: secretArn, VersionId: versionId, VersionStage: 'AWSPENDING' };
        return (await client.send(new GetSecretValueCommand(version))).SecretString;
      } catch (error) {
        if ((error as Error).name === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },

    putPending: async (versionId: string, value: string): Promise<void> => {
      const version = { SecretId: secretArn, ClientRequestToken: versionId, VersionStages: ['AWSPENDING'] };
      await client.send(new PutSecretValueCommand({ ...version, SecretString: value }));
    },

    /** Makes a version the current one; the one that was current becomes AWSPREVIOUS in the same call. */
    makeCurrent: async (versionId: string, insteadOf: string | undefined): Promise<void> => {
      const move = { SecretId: secretArn, VersionStage: 'AWSCURRENT', MoveToVersionId: versionId };
      await client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: insteadOf }));
    },
  };
}
export type SecretVersions = ReturnType<typeof secretVersions>;

/** Letters and digits by chance, from the service. */
export async function randomKey(length: number): Promise<string> {
  const wish = { PasswordLength: length, ExcludePunctuation: true };
  const { RandomPassword = '' } = await client.send(new GetRandomPasswordCommand(wish));
  return RandomPassword;
}
