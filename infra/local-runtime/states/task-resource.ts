import type { ServiceName } from '../service.ts';

/** A Lambda function named directly as the resource of a task. */
export interface FunctionResource {
  readonly kind: 'function';
  readonly functionArn: string;
}

/** A service integration: `arn:aws:states:::lambda:invoke`, `arn:aws:states:::aws-sdk:sesv2:sendEmail`, … */
export interface IntegrationResource {
  readonly kind: 'integration';
  /** `optimized` integrations have their own error names and conveniences, `sdk` ones are the plain API. */
  readonly style: 'optimized' | 'sdk';
  /** As in the history: `lambda`, `aws-sdk:dynamodb`. */
  readonly resourceType: string;
  /** As in the history: `invoke.waitForTaskToken`. */
  readonly resource: string;
  readonly service: ServiceName;
  readonly operation: string;
  readonly waitsForToken: boolean;
}

export type TaskResource = FunctionResource | IntegrationResource;

const FUNCTION = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const INTEGRATION = /^arn:aws[a-z-]*:states:::(aws-sdk:)?([a-z0-9-]+):([a-zA-Z0-9]+)(\.waitForTaskToken)?$/;

const OPTIMIZED: Readonly<Record<string, readonly string[]>> = {
  lambda: ['invoke'],
  dynamodb: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
  events: ['putEvents'],
  sns: ['publish'],
  sqs: ['sendMessage'],
  states: ['startExecution'],
};

const WITH_TOKEN = ['lambda', 'events', 'sns', 'sqs', 'states'];

/** SDK service names of the services that this runtime has. */
const SDK_SERVICES: Readonly<Record<string, ServiceName>> = {
  dynamodb: 'dynamodb',
  eventbridge: 'events',
  lambda: 'lambda',
  secretsmanager: 'secretsmanager',
  sesv2: 'sesv2',
  sfn: 'states',
  sns: 'sns',
  sqs: 'sqs',
  ssm: 'ssm',
};

export class UnsupportedResource extends Error {
  constructor(resource: string, why: string) {
    super(`The task resource '${resource}' is not supported by the local runtime: ${why}.`);
    this.name = 'UnsupportedResource';
  }
}

/** Reads the Resource field of a task; throws UnsupportedResource for what this runtime does not have. */
export function parseResource(arn: string): TaskResource {
  if (FUNCTION.test(arn)) return { kind: 'function', functionArn: arn };
  const [, sdk, name = '', action = '', token = ''] = INTEGRATION.exec(arn) ?? [];
  if (!name) {
    throw new UnsupportedResource(arn, 'it is neither a Lambda function nor arn:aws:states:::<service>:<operation>');
  }
  const service = sdk ? SDK_SERVICES[name] : name in OPTIMIZED && (name as ServiceName);
  if (!service) throw new UnsupportedResource(arn, `it does not know the service '${name}'`);
  if (!sdk && !OPTIMIZED[name]?.includes(action)) {
    throw new UnsupportedResource(arn, `the integrations of '${name}' are ${OPTIMIZED[name]?.join(', ')}`);
  }
  if (token && (sdk || !WITH_TOKEN.includes(name))) {
    throw new UnsupportedResource(arn, `'${name}' has no .waitForTaskToken`);
  }
  return {
    kind: 'integration',
    style: sdk ? 'sdk' : 'optimized',
    resourceType: `${sdk ?? ''}${name}`,
    resource: `${action}${token}`,
    service,
    operation: `${action.charAt(0).toUpperCase()}${action.slice(1)}`,
    waitsForToken: token !== '',
  };
}
