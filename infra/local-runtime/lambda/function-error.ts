import { isObject } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';

/** A function answered with an error: named by the function's own error, with the payload that Lambda answers. */
export class FunctionError extends Error {
  readonly payload: JsonObject;

  constructor(payload: JsonObject & { errorType: string }) {
    super(String(payload.errorMessage ?? ''));
    this.name = payload.errorType;
    this.payload = payload;
  }

  /** The error that an answer's payload tells. */
  static from(payload: Json): FunctionError {
    const told = isObject(payload) ? payload : { errorMessage: JSON.stringify(payload) };
    return new FunctionError({ ...told, errorType: String(told.errorType ?? 'Error') });
  }

  static of(thrown: unknown): FunctionError {
    if (!(thrown instanceof Object) || !('message' in thrown)) {
      return new FunctionError({ errorType: typeof thrown, errorMessage: String(thrown), trace: [] });
    }
    const { name, message, stack } = thrown as Error;
    return new FunctionError({
      errorType: name || 'Error',
      errorMessage: message,
      trace: String(stack ?? '').split('\n'),
    });
  }

  static timedOut(requestId: string, seconds: number): FunctionError {
    return new FunctionError({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
    });
  }

  static crashed(requestId: string, code = 1): FunctionError {
    return new FunctionError({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status ${code}`,
    });
  }
}
