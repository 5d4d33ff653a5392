import { copyOf } from '../deep-copy.ts';
import { type CallService, type JsonObject, ServiceError, type ServiceName } from '../service.ts';

/**
 * The way of a stand-in of the SDK to a service. Rows have just been made into items of the API, and DynamoDB copies what
 * it keeps: only what other services get is copied here. What is thrown has the members by which the SDK's errors are told apart.
 */
export async function calledByStandIn(
  call: CallService,
  caller: string,
  service: string,
  operation: string,
  input: object,
): Promise<JsonObject> {
  try {
    return await call({
      service: service as ServiceName,
      operation,
      input: service === 'dynamodb' ? (input as JsonObject) : copyOf(input as JsonObject),
      caller,
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw Object.assign(new Error(error.message), error.fields, {
      name: error.code,
      $fault: error.statusCode < 500 ? 'client' : 'server',
      $metadata: { httpStatusCode: error.statusCode },
    });
  }
}
