import { command } from './client.ts';

export { Client as SNSClient } from './client.ts';
export const PublishCommand = command('sns', 'Publish');
