import { propertiesOf, type Template } from './product.ts';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** What each role may do, by the role's logical id. */
export function statementsByRole(template: Template): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const properties of propertiesOf(template, 'AWS::IAM::Policy')) {
    const { Statement: statements } = properties.PolicyDocument as { Statement: Statement[] };
    for (const { Ref } of properties.Roles as { Ref: string }[]) {
      found.set(Ref, [...(found.get(Ref) ?? []), ...statements]);
    }
  }
  return found;
}

export const actionsOf = ({ Action }: Statement): string[] => [Action].flat();

/** What each function may do, by the function's name without its stage. */
export function statementsByFunction(template: Template, prefix: string): ReadonlyMap<string, readonly Statement[]> {
  const byRole = statementsByRole(template);
  return new Map(
    propertiesOf(template, 'AWS::Lambda::Function').map((properties) => {
      const [role] = (properties.Role as { 'Fn::GetAtt': [string] })['Fn::GetAtt'];
      return [(properties.FunctionName as string).slice(prefix.length + 1), byRole.get(role) ?? []];
    }),
  );
}
