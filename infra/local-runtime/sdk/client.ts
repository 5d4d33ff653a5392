import { call } from 'local-runtime-services';

/** What a client sends: an operation of a service, and what it is asked. */
export interface Command<Output = object> {
  readonly service: string;
  readonly operation: string;
  /** As the service's API writes it. */
  readonly request: object;
  /** What the caller gets of the service's answer. */
  answer(output: object): Output;
}

/** The class of a command whose input is the request, and whose answer is the output, as they are. */
export const command = (service: string, operation: string) =>
  class implements Command {
    readonly service = service;
    readonly operation = operation;
    readonly request: object;

    constructor(input: object) {
      this.request = input;
    }

    answer(output: object): object {
      return dated(output) as object;
    }
  };

/** Moments cross the wire as seconds, in members that are called so. */
function dated(value: unknown, name = ''): unknown {
  if (typeof value === 'number') return name.endsWith('Date') ? new Date(value * 1000) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => dated(each));
  const copy: Record<string, unknown> = {};
  for (const [member, each] of Object.entries(value)) copy[member] = dated(each, member);
  return copy;
}

/** A client of any service: what it sends is answered by the runtime that has loaded it. */
export class Client {
  /** Nothing stands between a client and its service here that could be taken away. */
  readonly middlewareStack = { remove: () => true };

  async send<Output>(sent: Command<Output>): Promise<Output> {
    const output = call(sent.service, sent.operation, sent.request);
    return sent.answer(output instanceof Promise ? await output : output);
  }
}
