import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

const client = new SFNClient({ maxAttempts: 3 });

/** `started` also when this very run is under way; `ran-before` when a run of that name has ended. */
export type StartOutcome = 'started' | 'ran-before';

/** Starts a run by name; the name makes it safe to repeat. */
export async function startRun(machineArn: string, name: string, input: Record<string, string>): Promise<StartOutcome> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }));
    return 'started';
  } catch (error) {
    if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
    const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING' ? 'started' : 'ran-before';
  }
}

/** How the run of that name stands; `none` = it never started. */
export async function runStatus(machineArn: string, name: string): Promise<ExecutionStatus | 'none'> {
  const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  try {
    return (await client.send(new DescribeExecutionCommand({ executionArn }))).status ?? 'none';
  } catch (error) {
    if ((error as Error).name === 'ExecutionDoesNotExist') return 'none';
    throw error;
  }
}

/** Wakes a waiting state. False = it no longer waits, which means look, not fail. */
export async function wake(taskToken: string): Promise<boolean> {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
    return true;
  } catch (error) {
    if (['TaskTimedOut', 'TaskDoesNotExist'].includes((error as Error).name)) return false;
    throw error;
  }
}

/** Runs a failed, timed-out or stopped run on from the state that it stopped in. @returns why it cannot be, or nothing */
export async function redriveRun(machineArn: string, name: string): Promise<string | undefined> {
  const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  try {
    await client.send(new RedriveExecutionCommand({ executionArn }));
    return undefined;
  } catch (error) {
    if ((error as Error).name === 'ExecutionNotRedrivable') return (error as Error).message;
    throw error;
  }
}
