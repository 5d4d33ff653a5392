import { command } from './client.ts';

export { Client as SecretsManagerClient } from './client.ts';
export const GetSecretValueCommand = command('secretsmanager', 'GetSecretValue');
export const DescribeSecretCommand = command('secretsmanager', 'DescribeSecret');
export const GetRandomPasswordCommand = command('secretsmanager', 'GetRandomPassword');
export const PutSecretValueCommand = command('secretsmanager', 'PutSecretValue');
export const UpdateSecretVersionStageCommand = command('secretsmanager', 'UpdateSecretVersionStage');
