import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { accept } from '../checks/accepted-findings.ts';

/** `ANY` = every method that has no route of its own, and the path without a token. */
export type ReplyMethod = 'GET' | 'HEAD' | 'POST' | 'ANY';

/** The first part of a link's path: `r` answers the question of a case, `c` cancels an order. */
export type LinkSite = 'r' | 'c';

export interface CustomerReplySiteProps {
  readonly name: string;
  readonly logRetention: logs.RetentionDays;
  /** Requests of one address in five minutes; above, the firewall answers 403. */
  readonly requestsPerAddress?: number;
}

/** By resource path: the path itself holds the link's token, which must not reach a log. */
const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  resource: '$context.resourcePath',
  status: '$context.status',
  bytes: '$context.responseLength',
  latency: '$context.responseLatency',
  integrationError: '$context.integration.error',
};

/** The page behind the link in a mail: a regional REST API with a firewall before it (one cannot stand before an HTTP API). */
export class CustomerReplySite extends Construct {
  readonly api: apigateway.RestApi;
  /** Built from the API's id, not from its stage: the functions behind the stage may carry it. */
  readonly url: string;
  private readonly links = new Map<LinkSite, apigateway.Resource>();
  private readonly validator: apigateway.RequestValidator;

  constructor(scope: Construct, id: string, { name, logRetention, requestsPerAddress = 300 }: CustomerReplySiteProps) {
    super(scope, id);
    const log = new logs.LogGroup(this, 'AccessLog', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    this.api = new apigateway.RestApi(this, 'Api', {
      restApiName: `${name}-reply`,
      description: 'Customers read and answer the question of their case',
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      cloudWatchRole: true,
      deployOptions: {
        stageName: 'v1',
        accessLogDestination: new apigateway.LogGroupLogDestination(log),
        accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(accessLog)),
        loggingLevel: apigateway.MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        tracingEnabled: false,
        metricsEnabled: true,
        throttlingRateLimit: 50,
        throttlingBurstLimit: 100,
      },
    });
    accept(this.api, 'link-is-the-authority');
    accept(this.api, 'must-not-log-tokens');
    accept(this.api, 'service-logs-by-managed-policy');
    this.validator = this.api.addRequestValidator('Validator', {
      validateRequestParameters: true,
      validateRequestBody: true,
    });
    const { region, urlSuffix } = Stack.of(this);
    this.url = `https://${this.api.restApiId}.execute-api.${region}.${urlSuffix}/v1`;
    this.protect(name, requestsPerAddress, logRetention);
  }

  /** The gateway's own answer to what it does not know is bare; with `ANY` a function answers that too. */
  route(site: LinkSite, method: ReplyMethod, calls: lambda.IFunction): void {
    const integration = new apigateway.LambdaIntegration(calls, { allowTestInvoke: false });
    const link = this.links.get(site) ?? this.api.root.addResource(site).addResource('{token}');
    this.links.set(site, link);
    link.addMethod(method, integration, {
      requestValidator: this.validator,
      requestParameters: { 'method.request.path.token': true },
    });
    if (method === 'ANY') link.parentResource?.addMethod(method, integration, { requestValidator: this.validator });
  }

  /** For programs of the shop: the gateway wants a signature (SigV4) of somebody who may call it (`execute-api:Invoke`). */
  shopRoute(path: string, calls: lambda.IFunction): void {
    const integration = new apigateway.LambdaIntegration(calls, { allowTestInvoke: false });
    this.api.root.resourceForPath(path).addMethod('POST', integration, {
      authorizationType: apigateway.AuthorizationType.IAM,
      requestValidator: this.validator,
      requestParameters: { 'method.request.path.orderId': true },
    });
  }

  /** What the shop's role needs `execute-api:Invoke` on. */
  get shopRoutesArn(): string {
    return this.api.arnForExecuteApi('POST', '/orders/*', this.api.deploymentStage.stageName);
  }

  private protect(name: string, requestsPerAddress: number, logRetention: logs.RetentionDays): void {
    const visible = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
      metricName,
    });
    const firewall = new wafv2.CfnWebACL(this, 'Firewall', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible(`${name}-reply`),
      rules: [
        {
          name: 'rate-per-address',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerAddress } },
          visibilityConfig: visible(`${name}-reply-rate`),
        },
        {
          name: 'ip-reputation',
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' },
          },
          visibilityConfig: visible(`${name}-reply-reputation`),
        },
      ],
    });
    new wafv2.CfnWebACLAssociation(this, 'FirewallAssociation', {
      resourceArn: this.api.deploymentStage.stageArn,
      webAclArn: firewall.attrArn,
    });
    const log = new logs.LogGroup(this, 'FirewallLog', {
      logGroupName: `aws-waf-logs-${name}-reply`,
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new wafv2.CfnLoggingConfiguration(this, 'FirewallLogging', {
      resourceArn: firewall.attrArn,
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: log.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: [{ uriPath: {} }, { queryString: {} }],
    });
  }
}
