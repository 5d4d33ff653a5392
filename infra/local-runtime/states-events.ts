import type { JsonObject } from './service.ts';
import { describeExecution } from './states/describe.ts';
import type { Execution } from './states/execution.ts';

/** The detail of "Step Functions Execution Status Change": DescribeExecution with times in milliseconds. */
export function statusChangeDetail(execution: Execution): JsonObject {
  const nothing = { input: null, inputDetails: null, output: null, outputDetails: null, error: null, cause: null };
  return {
    ...nothing,
    ...describeExecution(execution),
    startDate: execution.startDate,
    stopDate: execution.stopDate ?? null,
    redriveDate: execution.redriveDate ?? null,
  };
}
