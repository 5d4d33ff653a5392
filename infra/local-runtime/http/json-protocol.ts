import { isObject } from '../json-fields.ts';
import { type Json, type JsonObject, type ServiceCall, ServiceError, type ServiceName } from '../service.ts';
import type { HttpRequest, HttpResponse } from './message.ts';

/** Services of the AWS JSON protocols by the prefix of their `X-Amz-Target`. */
const targets: Readonly<Record<string, ServiceName>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodbstreams',
  AWSStepFunctions: 'states',
  AWSEvents: 'events',
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
  secretsmanager: 'secretsmanager',
};

const namespaces: Readonly<Partial<Record<ServiceName, string>>> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810#',
  dynamodbstreams: 'com.amazonaws.dynamodb.v20120810#',
  sqs: 'com.amazonaws.sqs#',
};

/** Of errors that no service declares as its own. */
const generalNamespace = 'com.amazon.coral.service#';

/** The call in a request of the protocols `awsJson1_0` and `awsJson1_1`; undefined if it is none. */
export function readJsonCall(request: HttpRequest): ServiceCall | undefined {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return undefined;
  const [prefix = '', operation = ''] = target.split('.');
  const service = targets[prefix];
  if (!service) throw new ServiceError('UnknownOperationException', `${target} is not emulated by the local runtime`);
  const input: Json = JSON.parse(request.body || '{}');
  if (!isObject(input)) throw new ServiceError('SerializationException', 'The body must be a JSON object');
  return { service, operation, input };
}

export function jsonResult(request: HttpRequest, result: JsonObject): HttpResponse {
  return { status: 200, headers: contentType(request), body: JSON.stringify(result) };
}

export function jsonError(request: HttpRequest, error: ServiceError): HttpResponse {
  const service = targets[request.headers['x-amz-target']?.split('.')[0] ?? ''];
  const namespace =
    error.code === 'AccessDeniedException' ? generalNamespace : ((service && namespaces[service]) ?? '');
  const __type = `${namespace}${error.code}`;
  const body = { __type, message: error.message, ...error.fields };
  const query = service === 'sqs' ? { 'x-amzn-query-error': `${queryCode(error)};Sender` } : {};
  return { status: error.statusCode, headers: { ...contentType(request), ...query }, body: JSON.stringify(body) };
}

/** The name that an error of SQS had in its Query protocol, by which SDKs still know it. */
const queryCode = ({ code }: ServiceError) =>
  code === 'QueueDoesNotExist' ? 'AWS.SimpleQueueService.NonExistentQueue' : code;

const contentType = (request: HttpRequest) => ({
  'content-type': request.headers['content-type'] ?? 'application/x-amz-json-1.0',
});
