import { command } from './client.ts';

export { Client as SESv2Client } from './client.ts';
export const SendEmailCommand = command('sesv2', 'SendEmail');
