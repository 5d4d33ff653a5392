import type { JsonObject, Service } from '../service.ts';
import type { Site } from '../site.ts';

/** STS: who one is, which is anybody; the credentials of a request are not looked at. */
export class StsService implements Service {
  readonly operations: Service['operations'];

  constructor({ account }: Pick<Site, 'account'>) {
    this.operations = {
      GetCallerIdentity: (): JsonObject => ({
        Arn: `arn:aws:iam::${account}:user/local`,
        UserId: 'local',
        Account: account,
      }),
    };
  }
}
