import type { Template } from 'aws-cdk-lib/assertions';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export const resourcesOf = (template: Template, type?: string): [string, Resource][] =>
  Object.entries((template.toJSON() as { Resources: Record<string, Resource> }).Resources).filter(
    ([, resource]) => type === undefined || resource.Type === type,
  );

/** What each role may do, by the role's logical id. */
export function statementsByRole(template: Template): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Policy')) {
    const { Statement: statements } = Properties.PolicyDocument as { Statement: Statement[] };
    for (const { Ref } of Properties.Roles as { Ref: string }[]) {
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
    resourcesOf(template, 'AWS::Lambda::Function').map(([, { Properties }]) => {
      const [role] = (Properties.Role as { 'Fn::GetAtt': [string] })['Fn::GetAtt'];
      return [(Properties.FunctionName as string).slice(prefix.length + 1), byRole.get(role) ?? []];
    }),
  );
}
