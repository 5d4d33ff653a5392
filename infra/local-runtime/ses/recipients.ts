import type { MailOutcome } from './mail.ts';

/** Says what becomes of mail to an address: told by a test, or by SES's own simulator addresses. */
export class Recipients {
  readonly #outcomes = new Map<string, MailOutcome>();

  /** From now on mail to this address comes back. */
  bounce(address: string): void {
    this.#outcomes.set(plain(address), 'bounced');
  }

  /** From now on the owner of this address marks our mail as spam. */
  complain(address: string): void {
    this.#outcomes.set(plain(address), 'complained');
  }

  deliver(address: string): void {
    this.#outcomes.delete(plain(address));
  }

  outcome(address: string): MailOutcome {
    const bare = plain(address);
    if (/^bounce(\+.*)?@simulator\.amazonses\.com$/.test(bare)) return 'bounced';
    if (/^complaint(\+.*)?@simulator\.amazonses\.com$/.test(bare)) return 'complained';
    return this.#outcomes.get(bare) ?? 'delivered';
  }
}

/** `Name <Address>` without the name, in lower case. */
const plain = (address: string) => (/<([^>]+)>/.exec(address)?.[1] ?? address).trim().toLowerCase();
