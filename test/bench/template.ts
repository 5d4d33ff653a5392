import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The variables of a function of the synthesized application; what only a deployment knows stands as `local`. */
export function environmentsOf(assembly: string): (name: string) => Record<string, string> {
  const path = join(assembly, 'ordermend-dev-application.template.json');
  const { Resources } = JSON.parse(readFileSync(path, 'utf8')) as {
    Resources: Record<
      string,
      { Type: string; Properties: { FunctionName?: string; Environment?: { Variables: object } } }
    >;
  };
  const variables = new Map(
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => [Properties.FunctionName, Properties.Environment?.Variables ?? {}]),
  );
  return (name) =>
    Object.fromEntries(
      Object.entries(variables.get(`ordermend-dev-${name}`) ?? {}).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : 'https://local.example',
      ]),
    );
}
