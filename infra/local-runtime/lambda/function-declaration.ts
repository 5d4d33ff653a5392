import { object, optionalNumber, optionalText, text, textMap } from '../json-fields.ts';
import { arnOf, type Site } from '../site.ts';
import { TemplateError } from '../template/intrinsics.ts';
import type { ResourceDeclaration } from '../template/resource-type.ts';
import { inProcessHost } from './in-process-http.ts';
import type { FunctionCode } from './module-loader.ts';

export interface FunctionDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  readonly code: FunctionCode;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memorySize: number;
  /** Queue or topic for events that an asynchronous invocation could not get through. */
  readonly deadLetterArn: string | undefined;
}

/** `directory` holds the code that runs in the place of its asset. */
export function declareFunction(resource: ResourceDeclaration, site: Site, directory?: string): FunctionDeclaration {
  const { name, properties } = resource;
  const code = object(properties, 'Code');
  const runtime = optionalText(properties, 'Runtime') ?? '';
  if (!runtime.startsWith('nodejs')) {
    throw new TemplateError(`${resource.logicalId}: the runtime ${runtime} is not emulated; known are nodejs*`);
  }
  const inline = optionalText(code, 'ZipFile');
  const memorySize = optionalNumber(properties, 'MemorySize') ?? 128;
  const handler = text(properties, 'Handler');
  return {
    name,
    arn: arnOf(site, 'lambda', `function:${name}`),
    handler,
    code: inline === undefined ? { directory: directory ?? resource.asset(text(code, 'S3Key')) } : { source: inline },
    timeoutSeconds: optionalNumber(properties, 'Timeout') ?? 3,
    memorySize,
    deadLetterArn: optionalText(object(properties, 'DeadLetterConfig'), 'TargetArn'),
    environment: {
      AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_REGION: site.region,
      AWS_DEFAULT_REGION: site.region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_ENDPOINT_URL: `http://${inProcessHost}`,
      LAMBDA_TASK_ROOT: '/var/task',
      TZ: ':UTC',
      _HANDLER: handler,
      ...textMap(object(properties, 'Environment'), 'Variables'),
    },
  };
}
