import type { JsonObject } from '../service.ts';
import type { StateMachine } from './definition.ts';
import type { Execution } from './execution.ts';
import type { HistoryEvent } from './history.ts';

/** Times in answers are epoch seconds, as in the JSON protocol of the service. */
export const seconds = (milliseconds: number) => milliseconds / 1000;

export function machineSummary({ name, arn, creationDate }: StateMachine): JsonObject {
  return { stateMachineArn: arn, name, type: 'STANDARD', creationDate: seconds(creationDate) };
}

export function describeMachine(machine: StateMachine): JsonObject {
  const { roleArn, definition } = machine;
  return { ...machineSummary(machine), status: 'ACTIVE', roleArn, definition: JSON.stringify(definition) };
}

export function executionSummary(execution: Execution): JsonObject {
  const { arn, name, machine, status, startDate, stopDate, redriveCount, redriveDate } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status,
    startDate: seconds(startDate),
    ...(stopDate !== undefined && { stopDate: seconds(stopDate) }),
    redriveCount,
    ...(redriveDate !== undefined && { redriveDate: seconds(redriveDate) }),
  };
}

/** What DescribeExecution answers; the detail of a status change event has the same members. */
export function describeExecution(execution: Execution): JsonObject {
  const { input, output, error, cause } = execution;
  return {
    ...executionSummary(execution),
    input: JSON.stringify(input),
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...redriveStatus(execution),
  };
}

function redriveStatus({ redriveRefusal }: Execution): JsonObject {
  if (redriveRefusal === undefined) return { redriveStatus: 'REDRIVABLE' };
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: redriveRefusal };
}

/** A history event in the shape of GetExecutionHistory. */
export function historyEvent({ timestamp, detailsName, details, ...event }: HistoryEvent): JsonObject {
  return { ...event, timestamp: seconds(timestamp), ...(detailsName !== undefined && { [detailsName]: details }) };
}
