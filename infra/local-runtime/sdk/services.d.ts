/** What the runtime gives to a function that is bundled with the stand-ins (infra/local-runtime/lambda/sandbox.ts). */
declare module 'local-runtime-services' {
  /** One call as the function itself, answered at once where nothing is waited for; throws the error that the SDK would. */
  export function call(service: string, operation: string, input: object): object | Promise<object>;
}
