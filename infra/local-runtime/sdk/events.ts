import { command } from './client.ts';

export { Client as EventBridgeClient } from './client.ts';
export const PutEventsCommand = command('events', 'PutEvents');
