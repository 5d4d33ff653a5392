import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';

/** What SES lets the account do. */
export interface MailAccount {
  readonly sendingEnabled: boolean;
  /** False = the sandbox: only verified addresses are delivered to. */
  readonly productionAccess: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  readonly standing: string;
}

/** Looks at SES from outside of a function. */
export function mailAccount() {
  const client = new SESv2Client({ maxAttempts: 3 });
  return {
    async rights(): Promise<MailAccount> {
      const found = await client.send(new GetAccountCommand({}));
      return {
        sendingEnabled: found.SendingEnabled ?? false,
        productionAccess: found.ProductionAccessEnabled ?? false,
        standing: found.EnforcementStatus ?? 'HEALTHY',
      };
    },

    /** Whether an address or a domain may be sent from; nothing = SES does not know it. */
    async isVerified(identity: string): Promise<boolean | undefined> {
      try {
        const found = await client.send(new GetEmailIdentityCommand({ EmailIdentity: identity }));
        return found.VerifiedForSendingStatus ?? false;
      } catch (error) {
        if (error instanceof NotFoundException) return undefined;
        throw error;
      }
    },
  };
}
