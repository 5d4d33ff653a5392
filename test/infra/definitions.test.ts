import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { propertiesOf, templateOf } from './product.ts';

const machines = propertiesOf(templateOf('application'), 'AWS::StepFunctions::StateMachine').map(
  (properties) => [String(properties.StateMachineName), properties] as const,
);
/** The definition as Step Functions gets it: every token is the ARN of its function. */
const definitionOf = ({ DefinitionString, DefinitionSubstitutions }: Readonly<Record<string, unknown>>) => {
  const tokens = Object.keys((DefinitionSubstitutions ?? {}) as object);
  const arn = (token: string) => `arn:aws:lambda:us-east-1:123456789012:function:${token}`;
  return tokens.reduce((text, token) => text.replaceAll(`\${${token}}`, arn(token)), String(DefinitionString));
};

describe('the state machine', () => {
  it.each(machines)('%s is valid in the States Language, with every token replaced', (_, properties) => {
    const definition = definitionOf(properties);
    expect(definition).not.toContain('${');
    const result = validate(JSON.parse(definition));
    expect(result.isValid ? '' : result.errorsText('\n')).toBe('');
  });

  it('that is broken is seen', () => {
    const broken = { QueryLanguage: 'JSONata', StartAt: 'Ask', States: { Ask: { Type: 'Task', Next: 'Nowhere' } } };
    expect(validate(broken).isValid).toBe(false);
  });

  it.each(machines)('%s is standard and traced, and its log holds no data of a run', (_, properties) => {
    expect(properties).toMatchObject({
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ALL' },
    });
  });
});
