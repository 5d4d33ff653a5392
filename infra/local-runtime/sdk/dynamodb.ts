export { Client as DynamoDBClient } from './client.ts';
