import {
  type Answer,
  type CallService,
  type Service,
  type ServiceCall,
  ServiceError,
  type ServiceName,
} from './service.ts';

/** What may happen to a call on its way to the service; the default is nothing. */
export type CallInterceptor = (call: ServiceCall, proceed: () => Answer) => Answer;

/** The one way to every service: from a handler's SDK, from a state machine, from a socket and from inside. */
export class ServiceRouter {
  #services: Readonly<Partial<Record<ServiceName, Service>>> = {};
  readonly #intercept: CallInterceptor;

  constructor(intercept: CallInterceptor = (_call, proceed) => proceed()) {
    this.#intercept = intercept;
  }

  /** From now on calls reach these services. */
  serve(services: Readonly<Record<ServiceName, Service>>): void {
    this.#services = services;
  }

  readonly call: CallService = async (call) => this.answer(call);

  /** The same for who can do with an answer at once: it costs no promise. What is refused at once is thrown. */
  readonly answer = (call: ServiceCall): Answer => this.#intercept(call, () => this.#perform(call));

  #perform({ service, operation, input, caller }: ServiceCall): Answer {
    const perform = this.#services[service]?.operations[operation];
    if (!perform) {
      throw new ServiceError(
        'UnknownOperationException',
        `${service}:${operation} is not emulated by the local runtime`,
      );
    }
    return perform(input, caller);
  }
}
