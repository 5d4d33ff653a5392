import { command } from './client.ts';

export { Client as SQSClient } from './client.ts';
export const SendMessageCommand = command('sqs', 'SendMessage');
