import { command } from './client.ts';

export { Client as SFNClient } from './client.ts';
export const DescribeExecutionCommand = command('states', 'DescribeExecution');
export const StartExecutionCommand = command('states', 'StartExecution');
export const SendTaskSuccessCommand = command('states', 'SendTaskSuccess');
export const RedriveExecutionCommand = command('states', 'RedriveExecution');
