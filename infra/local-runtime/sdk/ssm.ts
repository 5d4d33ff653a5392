import { command } from './client.ts';

export { Client as SSMClient } from './client.ts';
export const GetParameterCommand = command('ssm', 'GetParameter');
