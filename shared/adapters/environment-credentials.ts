/** Thrown when the environment holds no credentials; Lambda always sets them. */
export class CredentialsMissing extends Error {
  override readonly name = 'CredentialsMissing';
}

/**
 * What stands in for the SDK's chain of credential providers in a bundle: Lambda hands a function its credentials in
 * the environment, so files, SSO, web identities and metadata servers are never asked (infra/bundle.ts).
 * @throws CredentialsMissing
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new CredentialsMissing(
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set; a bundle reads no profile, bundle it with credentialChain: true for that',
    );
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
