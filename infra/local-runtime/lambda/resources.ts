import { text } from '../json-fields.ts';
import type { Site } from '../site.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import { declareFunction } from './function-declaration.ts';
import type { LambdaService } from './lambda-service.ts';

export const lambdaResources = (lambda: LambdaService, site: Site): ResourceTypes => ({
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    uses: ['FunctionName', 'Code', 'Handler', 'Runtime', 'Environment', 'Timeout', 'MemorySize', 'DeadLetterConfig'],
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
      'Role',
      'RuntimeManagementConfig',
      'TracingConfig',
      'VpcConfig',
    ],
    create: (resource) => {
      const declaration = declareFunction(resource, site);
      lambda.define(declaration);
      return { ref: declaration.name, attributes: { Arn: declaration.arn } };
    },
  },
  'AWS::Lambda::EventInvokeConfig': {
    uses: ['FunctionName', 'DestinationConfig', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds'],
    ignores: ['Qualifier'],
    create: ({ name, properties }) => {
      lambda.configureAsynchronous(text(properties, 'FunctionName'), properties);
      return { ref: name };
    },
  },
});
