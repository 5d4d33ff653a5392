import { describe, expect, it } from 'vitest';
import { propertiesOf, resourcesOf, templateOf } from './product.ts';

const application = templateOf('application');

const theOnly = (type: string) => {
  const [found, ...others] = resourcesOf(application, type);
  if (!found || others.length > 0) throw new Error(`one ${type} expected, ${others.length + (found ? 1 : 0)} found`);
  return { id: found[0], ...found[1].Properties } as { id: string } & Record<string, unknown>;
};
const api = theOnly('AWS::ApiGateway::RestApi');
const stage = theOnly('AWS::ApiGateway::Stage');
const firewall = theOnly('AWS::WAFv2::WebACL');

/** What the gateway may write of a request: none of it is a path, a parameter, a header or a body. */
const loggable = [
  'requestId',
  'requestTime',
  'httpMethod',
  'resourcePath',
  'status',
  'responseLength',
  'responseLatency',
  'integration.error',
];

describe('the token of a link, which is part of the path', () => {
  it('is in no line of the access log: requests are told by their resource', () => {
    const { Format } = stage.AccessLogSetting as { Format: string };
    const fields = Object.values<string>(JSON.parse(Format));
    expect(fields.filter((field) => !loggable.some((name) => field === `$context.${name}`))).toEqual([]);
    expect(fields).toContain('$context.resourcePath');
    const paths = resourcesOf(application, 'AWS::ApiGateway::Resource').map(
      ([, { Properties }]) => Properties.PathPart,
    );
    expect(paths).toContain('{token}');
  });

  it('is in no execution log and in no trace', () => {
    const settings = stage.MethodSettings as Record<string, unknown>[];
    expect(settings).toEqual([expect.objectContaining({ HttpMethod: '*', ResourcePath: '/*' })]);
    expect(settings).toMatchObject([{ LoggingLevel: 'OFF', DataTraceEnabled: false }]);
    expect(stage.TracingEnabled).toBe(false);
    expect(stage.CanarySetting).toBeUndefined();
  });

  it('is struck out of what the firewall logs, and no request is sampled', () => {
    const logging = theOnly('AWS::WAFv2::LoggingConfiguration');
    expect(logging.ResourceArn).toEqual({ 'Fn::GetAtt': [firewall.id, 'Arn'] });
    expect(logging.RedactedFields).toEqual(expect.arrayContaining([{ UriPath: {} }, { QueryString: {} }]));
    const { Rules, VisibilityConfig } = firewall as unknown as {
      Rules: { VisibilityConfig: { SampledRequestsEnabled: boolean } }[];
      VisibilityConfig: { SampledRequestsEnabled: boolean };
    };
    const visible = [VisibilityConfig, ...Rules.map((rule) => rule.VisibilityConfig)];
    expect(visible.filter(({ SampledRequestsEnabled }) => SampledRequestsEnabled)).toEqual([]);
  });

  it('goes to no cache, which would keep pages by their path', () => {
    expect(stage.CacheClusterEnabled ?? false).toBe(false);
  });
});

describe('the firewall', () => {
  it('is a regional one and stands before the only stage of the site', () => {
    expect(firewall.Scope).toBe('REGIONAL');
    expect(api.EndpointConfiguration).toMatchObject({ Types: ['REGIONAL'] });
    const { WebACLArn, ResourceArn } = theOnly('AWS::WAFv2::WebACLAssociation');
    expect(WebACLArn).toEqual({ 'Fn::GetAtt': [firewall.id, 'Arn'] });
    const [, parts] = (ResourceArn as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
    expect(parts).toEqual([
      'arn:',
      { Ref: 'AWS::Partition' },
      ':apigateway:',
      { Ref: 'AWS::Region' },
      '::/restapis/',
      { Ref: api.id },
      '/stages/',
      { Ref: stage.id },
    ]);
    expect(stage.RestApiId).toEqual({ Ref: api.id });
  });

  it('turns away an address that asks too often', () => {
    expect(firewall.Rules).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          Action: { Block: {} },
          Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 300 } },
        }),
      ]),
    );
  });

  it('logs to a group whose name the service accepts, and which forgets', () => {
    const groups = propertiesOf(application, 'AWS::Logs::LogGroup').filter(({ LogGroupName }) =>
      String(LogGroupName).startsWith('aws-waf-logs-'),
    );
    expect(groups).toEqual([expect.objectContaining({ RetentionInDays: expect.any(Number) })]);
  });
});
