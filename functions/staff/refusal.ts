/** Thrown when a command cannot do what it was told; the message says what was wrong, what is allowed, what to do. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  /** `usage`: the words of the command are wrong; `state`: they are right, but the case does not allow it. */
  readonly kind: 'usage' | 'state';
  constructor(kind: 'usage' | 'state', message: string) {
    super(message);
    this.kind = kind;
  }
}

export const wrongUse = (message: string) => new CommandRefused('usage', message);
export const refused = (message: string) => new CommandRefused('state', message);

/** What an AWS error means to whoever runs the command; nothing = it is none that they could do anything about. */
export function explained(error: unknown): string | undefined {
  const { name, message } = error as Error;
  if (/CredentialsProviderError|TokenProviderError/.test(name)) {
    return 'no AWS credentials. Name a profile (--profile NAME, AWS_PROFILE), or start the local runtime: npm start';
  }
  if (/ExpiredToken|SSO session.*expired|InvalidClientTokenId|UnrecognizedClientException/.test(`${name} ${message}`)) {
    return `the AWS credentials are refused (${name}). Sign in again: aws sso login, or renew the keys`;
  }
  if (/AccessDenied/.test(name)) {
    return `AWS refused it: ${message}. What the command needs is listed in docs/staff.md`;
  }
  if (/Region is missing/.test(message))
    return 'no AWS region. Name one (--region NAME, AWS_REGION, or in the profile), or start the local runtime: npm start';
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|TimeoutError/.test(`${name} ${message} ${(error as { code?: string }).code}`)) {
    return `AWS is not reached from here (${(error as { code?: string }).code ?? name}). Check the network and the region`;
  }
  return undefined;
}
