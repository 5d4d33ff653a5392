import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Operations, operations } from '#shared/domain/operations.ts';

const client = new SSMClient({ maxAttempts: 3 });

/** What was read last, so that the same text is not worked out again. */
let known: { readonly text: string; readonly operations: Operations } | undefined;

/** What is switched on, read afresh: a pause or a changed mode holds from the next step on. */
export async function readOperations(parameterName: string): Promise<Operations> {
  const { Parameter } = await client.send(new GetParameterCommand({ Name: parameterName }));
  const text = Parameter?.Value ?? '{}';
  if (known?.text !== text) known = { text, operations: operations.parse(JSON.parse(text)) };
  return known.operations;
}
