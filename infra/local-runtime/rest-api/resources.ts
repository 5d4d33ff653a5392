import { object, objects, optionalText, text, textMap } from '../json-fields.ts';
import type { JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import { TemplateError } from '../template/intrinsics.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import { type Integration, RestApi } from './rest-api.ts';

/** API Gateway's REST APIs; what they are made of is added to `apis`. */
export const restApiResources = (apis: RestApi[], site: Site): ResourceTypes => {
  const api = (properties: JsonObject): RestApi => {
    const id = text(properties, 'RestApiId');
    const found = apis.find((other) => other.id === id);
    if (!found) throw new TemplateError(`unknown REST API "${id}"`);
    return found;
  };
  return {
    'AWS::ApiGateway::RestApi': {
      nameProperty: 'Name',
      uses: ['Name'],
      ignores: [
        'ApiKeySourceType',
        'BinaryMediaTypes',
        'Description',
        'DisableExecuteApiEndpoint',
        'EndpointConfiguration',
        'MinimumCompressionSize',
        'Policy',
        'SecurityPolicy',
        'EndpointAccessMode',
      ],
      create: ({ name }) => {
        const id = site.random.fork(`api ${name}`).uuid().replaceAll('-', '').slice(0, 10);
        const created = new RestApi(id, name, site);
        apis.push(created);
        return { ref: id, attributes: { RootResourceId: created.rootId, RestApiId: id } };
      },
    },
    'AWS::ApiGateway::Resource': {
      uses: ['RestApiId', 'ParentId', 'PathPart'],
      create: ({ name, properties }) => {
        api(properties).addResource(name, text(properties, 'ParentId'), text(properties, 'PathPart'));
        return { ref: name, attributes: { ResourceId: name } };
      },
    },
    'AWS::ApiGateway::Method': {
      uses: ['RestApiId', 'ResourceId', 'HttpMethod', 'Integration', 'AuthorizationType'],
      ignores: [
        'ApiKeyRequired',
        'AuthorizationScopes',
        'MethodResponses',
        'OperationName',
        'RequestModels',
        'RequestParameters',
        'RequestValidatorId',
      ],
      create: ({ name, logicalId, properties }) => {
        const authorization = optionalText(properties, 'AuthorizationType') ?? 'NONE';
        if (authorization !== 'NONE' && authorization !== 'AWS_IAM') {
          throw new TemplateError(
            `${logicalId}: the authorization ${authorization} is not emulated, only NONE and AWS_IAM`,
          );
        }
        const method = {
          ...integrationOf(object(properties, 'Integration'), logicalId),
          signed: authorization === 'AWS_IAM',
        };
        api(properties).addMethod(text(properties, 'ResourceId'), text(properties, 'HttpMethod'), method);
        return { ref: name };
      },
    },
    'AWS::ApiGateway::Deployment': {
      uses: ['RestApiId'],
      ignores: ['Description'],
      create: ({ name }) => ({ ref: name, attributes: { DeploymentId: name } }),
    },
    'AWS::ApiGateway::Stage': {
      uses: ['RestApiId', 'StageName', 'Variables'],
      ignores: [
        'AccessLogSetting',
        'CacheClusterEnabled',
        'DeploymentId',
        'Description',
        'MethodSettings',
        'TracingEnabled',
      ],
      create: ({ properties }) => {
        const name = text(properties, 'StageName');
        api(properties).stages.set(name, textMap(properties, 'Variables'));
        return { ref: name };
      },
    },
  };
};

function integrationOf(integration: JsonObject, logicalId: string): Integration {
  const type = text(integration, 'Type');
  if (type === 'AWS_PROXY') {
    const functionArn = /functions\/(.+)\/invocations$/.exec(text(integration, 'Uri'))?.[1];
    if (functionArn) return { kind: 'lambda', functionArn };
  }
  if (type === 'MOCK') {
    const response = objects(integration, 'IntegrationResponses')[0] ?? {};
    const parameters = Object.entries(textMap(response, 'ResponseParameters'));
    const headers = parameters.map(([name, value]) => [
      name.replace('method.response.header.', '').toLowerCase(),
      value.replace(/^'|'$/g, ''),
    ]);
    const body = textMap(response, 'ResponseTemplates')['application/json'] ?? '';
    const status = Number(optionalText(response, 'StatusCode') ?? 200);
    return { kind: 'mock', response: { status, headers: Object.fromEntries(headers), body } };
  }
  throw new TemplateError(
    `${logicalId}: the integration ${type} is not emulated, only AWS_PROXY to a function and MOCK`,
  );
}
