import { describe, expect, it } from 'vitest';
import { functions } from '#infra/functions.ts';
import { actionsOf, statementsByFunction, statementsByRole } from './policies.ts';
import { prefix, propertiesOf, templateOf } from './product.ts';

const application = templateOf('application');
const granted = statementsByFunction(application, prefix);
const actionsOfFunction = (name: string) => new Set(granted.get(name)?.flatMap(actionsOf));
const holdersOf = (action: string) =>
  functions.map(({ name }) => name).filter((name) => actionsOfFunction(name).has(action));

/** What a function has besides its list: logs and traces, keys of what it is bound to, and what its trigger needs. */
const comesAlong = [
  /^logs:(CreateLogStream|PutLogEvents)$/,
  /^xray:(PutTraceSegments|PutTelemetryRecords)$/,
  /^kms:(Decrypt|DescribeKey|Encrypt|GenerateDataKey)$/,
  /^dynamodb:(DescribeStream|GetRecords|GetShardIterator)$/,
  /^sqs:/,
  /^secretsmanager:GetRandomPassword$/,
];

describe('permissions', () => {
  it.each(functions.map(({ name, binds }) => [name, binds] as const))('of %s are its list', (name, binds) => {
    const listed = new Set(Object.values(binds).flat());
    const actions = actionsOfFunction(name);
    expect([...listed].filter((action) => !actions.has(action))).toEqual([]);
    const unlisted = [...actions].filter((action) => !listed.has(action));
    expect(unlisted.filter((action) => !comesAlong.some((pattern) => pattern.test(action)))).toEqual([]);
  });

  it('that reach the world are held by these functions only', () => {
    expect({
      mail: holdersOf('ses:SendEmail'),
      alerts: holdersOf('sns:Publish'),
      events: holdersOf('events:PutEvents'),
      links: holdersOf('secretsmanager:GetSecretValue'),
      wakeUps: holdersOf('states:SendTaskSuccess'),
      runs: holdersOf('states:StartExecution'),
    }).toEqual({
      mail: ['accept-answer', 'take-cancellation', 'ask-customer', 'run-errand', 'tell-outcome'],
      alerts: ['publish-outbox'],
      events: ['publish-outbox'],
      links: [
        'show-question',
        'accept-answer',
        'show-cancellation',
        'take-cancellation',
        'create-cancellation-link',
        'ask-customer',
        'run-errand',
        'tell-outcome',
        'rotate-link-secret',
      ],
      wakeUps: ['relay-decisions', 'sweep'],
      runs: [
        'detect-orders',
        'detect-payments',
        'detect-shipments',
        'relay-decisions',
        'sweep',
        'walk-demand',
        'reconcile-orders',
      ],
    });
  });

  it('to read a whole table are held by who looks for lost records', () => {
    expect(holdersOf('dynamodb:Scan')).toEqual(['reconcile-orders']);
  });

  it('to change a payment are held by who requests and who books a refund', () => {
    const writers = functions.filter(({ binds }) => binds.payments?.some((action) => /Put|Update|Delete/.test(action)));
    expect(writers.map(({ name }) => name)).toEqual(['make-final', 'receive-events']);
  });

  it('of whoever only passes a change on, or only looks, write no row of the shop', () => {
    const touched = (name: string) =>
      Object.entries(functions.find((spec) => spec.name === name)?.binds ?? {})
        .filter(([, actions]) => actions.some((action) => action.startsWith('dynamodb:')))
        .map(([resource, actions]) => `${resource}: ${actions.map((action) => action.slice('dynamodb:'.length))}`);
    expect(touched('detect-inventory')).toEqual(['cases: PutItem']);
    expect(touched('find-next-step').filter((line) => /Put|Update|Delete/.test(line))).toEqual([]);
  });

  it('of the page that shows a question change nothing', () => {
    const actions = [...actionsOfFunction('show-question')];
    expect(
      actions.filter((action) => /^(dynamodb:(Put|Update|Delete|BatchWrite)|states:|ses:|sns:|events:)/.test(action)),
    ).toEqual([]);
  });

  it('hold no wildcard action', () => {
    const actions = [...statementsByRole(application).values(), ...statementsByRole(templateOf('data')).values()]
      .flat()
      .flatMap(actionsOf);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('stand on every resource for these actions only', () => {
    const anywhere = [...statementsByRole(application).values()]
      .flat()
      .filter(({ Resource }) => [Resource].flat().includes('*'));
    expect([...new Set(anywhere.flatMap(actionsOf))].sort()).toEqual([
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
      'secretsmanager:GetRandomPassword',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('are a role of its own per function', () => {
    const roles = propertiesOf(application, 'AWS::Lambda::Function').map(({ Role }) => JSON.stringify(Role));
    expect(new Set(roles).size).toBe(functions.length);
  });
});
