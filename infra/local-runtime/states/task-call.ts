import type { CallService, Json, JsonObject, ServiceName } from '../service.ts';
import { StatesError } from './errors.ts';
import { functionError } from './integration-errors.ts';
import type { IntegrationResource, TaskResource } from './task-resource.ts';

/** Makes the call of a task and gives what the workflow sees as its result. */
export async function callTask(resource: TaskResource, given: Json, call: CallService): Promise<JsonObject> {
  if (resource.kind === 'function') {
    const input = { FunctionName: resource.functionArn, Payload: given };
    return (functionResult(await call({ service: 'lambda', operation: 'Invoke', input })).Payload ??
      null) as JsonObject;
  }
  const { operation } = resource;
  const service = resource.service as ServiceName;
  const answer = await call({ service, operation, input: callInput(resource, given) });
  return resource.style === 'optimized' ? optimizedResult(resource, answer) : answer;
}

/** The optimized integrations take JSON where the API wants text. */
const TEXT_MEMBER: Readonly<Record<string, string>> = { sqs: 'MessageBody', sns: 'Message', states: 'Input' };

function callInput({ style, service }: IntegrationResource, given: Json): JsonObject {
  const input = given as JsonObject;
  if (style === 'sdk') return input;
  if (service === 'events' && Array.isArray(input.Entries)) {
    return { ...input, Entries: input.Entries.map((entry) => withText(entry as JsonObject, 'Detail')) };
  }
  if (service === 'lambda' && input.Payload === null) return { ...input, Payload: {} };
  const member = TEXT_MEMBER[service];
  return member ? withText(input, member) : input;
}

function withText(input: JsonObject, member: string): JsonObject {
  const value = input[member];
  return value === undefined || typeof value === 'string' ? input : { ...input, [member]: JSON.stringify(value) };
}

function optimizedResult({ service }: IntegrationResource, answer: JsonObject): JsonObject {
  if (service === 'lambda') return functionResult(answer);
  if (service === 'events' && Number(answer.FailedEntryCount) > 0) {
    throw new StatesError('EventBridge.FailedEntry', JSON.stringify(answer));
  }
  return answer;
}

function functionResult(answer: JsonObject): JsonObject {
  if (answer.FunctionError !== undefined) throw functionError(answer.Payload ?? null);
  return answer;
}
