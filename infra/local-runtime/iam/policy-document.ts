import { isObject } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';
import { TemplateError } from '../template/intrinsics.ts';
import { conditionHolds, type Facts } from './conditions.ts';
import { actionPattern, arnPattern, type Fits } from './wildcards.ts';

/** One statement of a policy, ready to be asked. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  covers(action: string, resource: string): boolean;
}

const known: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);

/**
 * The statements of an identity policy that can ever apply to a role of which these facts hold. What is not understood
 * is an error that names it: a permission that is read wrongly would be found missing, or too many, only on AWS.
 */
export function readPolicy(document: JsonObject, facts: Facts, where: string): Statement[] {
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement ?? null];
  return statements.flatMap((statement) => {
    if (!isObject(statement)) throw new TemplateError(`${where}: a policy statement must be an object`);
    for (const member of Object.keys(statement)) {
      if (!known.has(member)) {
        throw new TemplateError(
          `${where}: ${member} in a policy statement is not emulated by the local runtime; known are ${[...known].join(', ')}`,
        );
      }
    }
    return conditionHolds(statement.Condition, facts, where) ? [readStatement(statement, where)] : [];
  });
}

function readStatement({ Effect, Action, Resource }: JsonObject, where: string): Statement {
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw new TemplateError(
      `${where}: the Effect of a policy statement is Allow or Deny, got ${JSON.stringify(Effect)}`,
    );
  }
  const actions = texts(Action, 'Action', where).map(actionPattern);
  const resources = texts(Resource, 'Resource', where).map((resource) => readResource(resource, where));
  return {
    effect: Effect,
    covers: (action, resource) => actions.some((fits) => fits(action)) && resources.some((fits) => fits(resource)),
  };
}

function readResource(resource: string, where: string): Fits {
  if (resource.includes('${')) {
    throw new TemplateError(`${where}: the policy variable in "${resource}" is not emulated by the local runtime`);
  }
  const fits = arnPattern(resource);
  if (fits) return fits;
  throw new TemplateError(`${where}: the Resource of a policy statement is an ARN or *, got "${resource}"`);
}

function texts(value: Json | undefined, member: string, where: string): string[] {
  const all = Array.isArray(value) ? value : [value ?? null];
  return all.map((one) => {
    if (typeof one === 'string') return one;
    throw new TemplateError(
      `${where}: ${member} of a policy statement is a string or several, got ${JSON.stringify(one)}`,
    );
  });
}
