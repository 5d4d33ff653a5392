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
  readonly service: string;
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

/** Reads the Resource field of a task. */
export function parseResource(arn: string): TaskResource {
  if (FUNCTION.test(arn)) return { kind: 'function', functionArn: arn };
  const [, sdk, name = '', action = '', token = ''] = INTEGRATION.exec(arn) ?? [];
  if (!name) {
    throw new UnsupportedResource(arn, 'it is neither a Lambda function nor arn:aws:states:::<service>:<operation>');
  }
  return {
    kind: 'integration',
    style: sdk ? 'sdk' : 'optimized',
    resourceType: `${sdk ?? ''}${name}`,
    resource: `${action}${token}`,
    service: sdk ? (SDK_SERVICES[name] ?? name) : name,
    operation: `${action.charAt(0).toUpperCase()}${action.slice(1)}`,
    waitsForToken: token !== '',
  };
}

/** Throws UnsupportedResource for a task resource that this runtime does not have, misspelt ones among them. */
export function assertSupported(arn: string): void {
  const resource = parseResource(arn);
  if (resource.kind === 'function') return;
  const [action = ''] = resource.resource.split('.');
  if (resource.style === 'sdk') {
    if (!Object.values<string>(SDK_SERVICES).includes(resource.service)) {
      throw new UnsupportedResource(arn, `it does not know the service '${resource.service}'`);
    }
    if (resource.waitsForToken) throw new UnsupportedResource(arn, 'aws-sdk integrations do not wait for a token here');
    return;
  }
  const actions = OPTIMIZED[resource.service];
  if (!actions) throw new UnsupportedResource(arn, `it has no optimized integration of '${resource.service}'`);
  if (!actions.includes(action)) {
    throw new UnsupportedResource(arn, `the optimized integrations of '${resource.service}' are ${actions.join(', ')}`);
  }
  if (resource.waitsForToken && !WITH_TOKEN.includes(resource.service)) {
    throw new UnsupportedResource(arn, `'${resource.service}' has no .waitForTaskToken`);
  }
}
