import { type JsonObject, ServiceError } from '../service.ts';
import type { DynaliteError } from './dynalite.ts';

export const validationError = (message: string) => new ServiceError('ValidationException', message);

export const notFound = (detail = '') =>
  new ServiceError('ResourceNotFoundException', `Requested resource not found${detail}`);

export const conditionFailed = (item?: object) =>
  new ServiceError(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    item ? { fields: { Item: item as JsonObject } } : {},
  );

/** Throws what a check of dynalite's found wrong, in the runtime's own error. */
export function refuse(verdict: DynaliteError | null | undefined): void {
  if (verdict) throw serviceErrorOf(verdict);
}

export function serviceErrorOf(error: unknown): unknown {
  if (!isDynaliteError(error)) return error;
  const code = error.body.__type.split('#').at(-1)!;
  return new ServiceError(code, error.body.message ?? error.body.Message ?? '', { statusCode: error.statusCode });
}

function isDynaliteError(error: unknown): error is DynaliteError {
  return error instanceof Error && 'body' in error && 'statusCode' in error;
}
