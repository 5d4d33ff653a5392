import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Narrator } from './narrator.ts';
import type { Shop } from './shop.ts';

/** Who plays in the case studies, and where they meet. */
export interface Stage {
  readonly runtime: LocalRuntime;
  readonly shop: Shop;
  readonly narrator: Narrator;
}

/** One story, played from its beginning to its end. */
export type CaseStudy = (stage: Stage) => Promise<void>;

export const minutes = (n: number) => n * 60_000;
export const hours = (n: number) => n * 3_600_000;

/** A consumer in Taiwan, by the first part of the address. */
export const customerIn = (locale: string, name: string): Order['customer'] => ({
  customerId: `c-${name}`,
  kind: 'consumer',
  email: `${name}@customer.example`,
  locale,
  timeZone: 'Asia/Taipei',
});

export const inTaiwan = { market: 'TW', currencyCode: 'TWD' } as const;

export const mailsTo = ({ mailbox }: LocalRuntime, name: string) =>
  mailbox.filter(({ to }) => to.some((address) => address.startsWith(`${name}@`)));

/** Details of the events of ours that went out under one name. */
export const detailsOf = ({ events }: LocalRuntime, name: string): Record<string, unknown>[] =>
  events
    .filter(({ event }) => event['detail-type'] === name)
    .map(({ event }) => event.detail as Record<string, unknown>);
