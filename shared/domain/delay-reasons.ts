import * as z from 'zod';

/** Whose doing a delay is. `nobody` = force majeure, or an authority's act. */
export type AtFault = 'shop' | 'carrier' | 'customer' | 'nobody' | 'unknown';

/** Why a parcel is late, by code, and whose doing that is: what a carrier answers, or what its status says. */
export const delayReasons = {
  weather: 'nobody',
  disaster: 'nobody',
  strike: 'nobody',
  customs: 'nobody',
  external: 'nobody',
  volume: 'carrier',
  processing: 'carrier',
  breakdown: 'carrier',
  misrouted: 'carrier',
  lost: 'carrier',
  damaged: 'carrier',
  rejected: 'shop',
  'not-handed-over': 'shop',
  address: 'customer',
  'recipient-absent': 'customer',
  refused: 'customer',
  'pickup-missed': 'customer',
  documents: 'customer',
  'payment-due': 'customer',
  returned: 'unknown',
  unknown: 'unknown',
} as const satisfies Record<string, AtFault>;

export type DelayReason = keyof typeof delayReasons;
export const delayReason = z.enum(Object.keys(delayReasons) as [DelayReason, ...DelayReason[]]);

export const isDelayReason = (code: string): code is DelayReason => Object.hasOwn(delayReasons, code);
