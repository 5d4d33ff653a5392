import type { AccessControl } from '../iam/access-control.ts';
import { toDeliver } from '../iam/lambda-on-behalf.ts';
import { object, optionalText, text } from '../json-fields.ts';
import type { Site } from '../site.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import { declareFunction } from './function-declaration.ts';
import { functionName, type LambdaService } from './lambda-service.ts';

export const lambdaResources = (
  lambda: LambdaService,
  { site, access, code }: { site: Site; access: AccessControl; code: ReadonlyMap<string, string> },
): ResourceTypes => ({
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    uses: [
      'FunctionName',
      'Code',
      'Handler',
      'Runtime',
      'Environment',
      'Timeout',
      'MemorySize',
      'DeadLetterConfig',
      'Role',
    ],
    ignores: [
      'Architectures',
      'Description',
      'EphemeralStorage',
      'KmsKeyArn',
      'Layers',
      'LoggingConfig',
      'PackageType',
      'RecursiveLoop',
      'ReservedConcurrentExecutions',
      'RuntimeManagementConfig',
      'TracingConfig',
      'VpcConfig',
    ],
    create: (resource) => {
      const declaration = declareFunction(resource, site, code.get(resource.name));
      const { name } = declaration;
      const where = `${resource.stack}/${resource.logicalId}`;
      access.assume(name, { roleArn: text(resource.properties, 'Role'), sessionName: name, where });
      access.require(name, toDeliver(declaration.deadLetterArn), where);
      lambda.define(declaration);
      return { ref: declaration.name, attributes: { Arn: declaration.arn } };
    },
  },
  'AWS::Lambda::EventInvokeConfig': {
    uses: ['FunctionName', 'DestinationConfig', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds'],
    ignores: ['Qualifier'],
    create: ({ stack, logicalId, name, properties }) => {
      const calls = text(properties, 'FunctionName');
      const destinations = object(properties, 'DestinationConfig');
      for (const outcome of ['OnFailure', 'OnSuccess']) {
        const destination = optionalText(object(destinations, outcome), 'Destination');
        access.require(functionName(calls), toDeliver(destination), `${stack}/${logicalId}`);
      }
      lambda.configureAsynchronous(calls, properties);
      return { ref: name };
    },
  },
});
