import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Operations, operations } from '#shared/domain/operations.ts';

const client = new SSMClient({ maxAttempts: 3 });

/** What is switched on, read afresh: a pause or a changed mode holds from the next step on. */
export async function readOperations(parameterName: string): Promise<Operations> {
  const { Parameter } = await client.send(new GetParameterCommand({ Name: parameterName }));
  return operations.parse(JSON.parse(Parameter?.Value ?? '{}'));
}
