import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { CallService } from './service.ts';

/** What every service of one running assembly shares: its time, its chance, its account and the way to other services. */
export interface Site {
  readonly clock: Clock;
  readonly random: Random;
  readonly account: string;
  readonly region: string;
  readonly call: CallService;
}

/** `arn:aws:<service>:<region>:<account>:<resource>` */
export function arnOf(site: Pick<Site, 'account' | 'region'>, service: string, resource: string): string {
  return `arn:aws:${service}:${site.region}:${site.account}:${resource}`;
}

/** The last part of an ARN, or the text itself if it is a plain name. */
export function nameInArn(arnOrName: string): string {
  return arnOrName.split(/[:/]/).at(-1) ?? arnOrName;
}

export function isoTime(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}
