import { type CallService, type Json, type JsonObject, ServiceError, type ServiceName } from '../service.ts';

/** The way of a stand-in of the SDK to a service; what is thrown has the members by which the SDK's errors are told apart. */
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
      input: withoutAbsent(input as JsonObject),
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

/** A copy that shares nothing with the function, as JSON would give it: what is undefined is not there. */
function withoutAbsent<T extends Json | undefined>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutAbsent) as T;
  const copy: JsonObject = {};
  for (const name in value) if (value[name] !== undefined) copy[name] = withoutAbsent(value[name] as Json);
  return copy as T;
}
