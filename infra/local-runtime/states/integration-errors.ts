import { type Json, ServiceError } from '../service.ts';
import { StatesError } from './errors.ts';
import type { IntegrationResource, TaskResource } from './task-resource.ts';

/** How the errors of a service are called: in optimized integrations (SDK for Java 1) and in `aws-sdk` ones (2). */
interface ErrorNames {
  readonly optimized: string;
  readonly service: string;
  readonly sdk: string;
}

const NAMES: Readonly<Record<string, ErrorNames>> = {
  dynamodb: { optimized: 'DynamoDB', service: 'AmazonDynamoDBv2', sdk: 'DynamoDb' },
  events: { optimized: 'EventBridge', service: 'AmazonCloudWatchEvents', sdk: 'EventBridge' },
  lambda: { optimized: 'Lambda', service: 'AWSLambda', sdk: 'Lambda' },
  secretsmanager: { optimized: 'SecretsManager', service: 'AWSSecretsManager', sdk: 'SecretsManager' },
  sesv2: { optimized: 'SesV2', service: 'AmazonSimpleEmailServiceV2', sdk: 'SesV2' },
  sns: { optimized: 'SNS', service: 'AmazonSNS', sdk: 'Sns' },
  sqs: { optimized: 'SQS', service: 'AmazonSQS', sdk: 'Sqs' },
  ssm: { optimized: 'SSM', service: 'AWSSimpleSystemsManagement', sdk: 'Ssm' },
  states: { optimized: 'StepFunctions', service: 'AWSStepFunctions', sdk: 'Sfn' },
};

/** Error codes for which the SDKs have no class of their own, so that the workflow sees the service's general one. */
const WITHOUT_CLASS = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InvalidParameterValue',
  'MissingParameter',
  'SerializationException',
  'UnrecognizedClientException',
  'ValidationError',
  'ValidationException',
]);

/** The error that the workflow sees when the call of a task has failed. */
export function taskError(resource: TaskResource, thrown: unknown, requestId: string): StatesError {
  if (thrown instanceof StatesError) return thrown;
  if (thrown instanceof ServiceError) {
    const integration = resource.kind === 'integration' ? resource : INVOKE;
    return new StatesError(errorName(integration, thrown), errorCause(integration, thrown, requestId));
  }
  const failure = thrown instanceof Error ? thrown : new Error(String(thrown));
  if ('payload' in failure) return functionError(failure.payload as Json);
  return functionError({ errorType: failure.name, errorMessage: failure.message, trace: [] });
}

/** The error of a function that has failed by itself; its cause is what Lambda answers as the payload. */
export function functionError(payload: Json): StatesError {
  const type = payload !== null && typeof payload === 'object' && !Array.isArray(payload) && payload.errorType;
  return new StatesError(typeof type === 'string' ? type : 'Lambda.Unknown', JSON.stringify(payload));
}

const INVOKE: IntegrationResource = {
  kind: 'integration',
  style: 'optimized',
  resourceType: 'lambda',
  resource: 'invoke',
  service: 'lambda',
  operation: 'Invoke',
  waitsForToken: false,
};

function errorName({ service, style }: IntegrationResource, { code }: ServiceError): string {
  const names = namesOf(service);
  const prefix = style === 'sdk' ? names.sdk : names.optimized;
  if (WITHOUT_CLASS.has(code)) {
    return style === 'sdk' ? `${prefix}.${prefix}Exception` : `${prefix}.${generalClass(names)}Exception`;
  }
  return `${prefix}.${code.endsWith('Exception') ? code : `${code}Exception`}`;
}

function namesOf(service: string): ErrorNames {
  const name = `${service.charAt(0).toUpperCase()}${service.slice(1)}`;
  return NAMES[service] ?? { optimized: name, service: name, sdk: name };
}

function generalClass({ optimized, service }: ErrorNames): string {
  return service.startsWith('AWS') ? `AWS${optimized}` : `Amazon${optimized}`;
}

function errorCause({ service, style }: IntegrationResource, error: ServiceError, requestId: string): string {
  const names = namesOf(service);
  return style === 'sdk'
    ? `${error.message} (Service: ${names.sdk}, Status Code: ${error.statusCode}, Request ID: ${requestId})`
    : `${error.message} (Service: ${names.service}; Status Code: ${error.statusCode}; ` +
        `Error Code: ${error.code}; Request ID: ${requestId}; Proxy: null)`;
}
