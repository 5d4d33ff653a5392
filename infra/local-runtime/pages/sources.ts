import type { Account } from '../account.ts';
import type { ApiAddresses } from '../rest-api/api-addresses.ts';
import type { Deployment } from '../template/deployment.ts';

/** What the pages show. */
export interface PageSources {
  readonly account: Account;
  readonly addresses: ApiAddresses;
  readonly deployment: Deployment;
  /** The address of the runtime: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
}
