import { copyOf } from '../deep-copy.ts';
import { type JsonObject, ServiceError, type ServiceName } from '../service.ts';

/**
 * What a service is given of a stand-in of the SDK. Rows have just been made into items of the API, and DynamoDB copies
 * what it keeps: only what other services get is copied here.
 */
export const callOfStandIn = (caller: string, service: string, operation: string, input: object) => ({
  service: service as ServiceName,
  operation,
  input: service === 'dynamodb' ? (input as JsonObject) : copyOf(input as JsonObject),
  caller,
});

/** What the stand-in throws when the service has thrown: with the members by which the SDK's errors are told apart. */
export function thrownByStandIn(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  return Object.assign(new Error(error.message), error.fields, {
    name: error.code,
    $fault: error.statusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: error.statusCode },
  });
}
