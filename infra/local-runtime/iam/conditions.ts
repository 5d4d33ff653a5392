import { isObject } from '../json-fields.ts';
import type { Json } from '../service.ts';
import { TemplateError } from '../template/intrinsics.ts';
import { arnPattern, textPattern } from './wildcards.ts';

/** What condition keys say of every call of one role; nothing in it changes from call to call. */
export type Facts = Readonly<Record<string, string>>;

/** Facts of a role: one account, one region, and SDKs that speak over TLS. */
export const factsOf = (role: { arn: string; account: string; region: string }): Facts => ({
  'aws:PrincipalArn': role.arn,
  'aws:PrincipalAccount': role.account,
  'aws:ResourceAccount': role.account,
  'aws:RequestedRegion': role.region,
  'aws:SecureTransport': 'true',
});

const operators: Readonly<Record<string, (fact: string, wanted: string) => boolean>> = {
  StringEquals: (fact, wanted) => fact === wanted,
  StringLike: (fact, wanted) => textPattern(wanted)(fact),
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (fact, wanted) => fact === wanted,
};

/** Whether a Condition lets its statement apply; an operator or a key that is not known is an error that names it. */
export function conditionHolds(condition: Json | undefined, facts: Facts, where: string): boolean {
  if (condition === undefined) return true;
  const tests = isObject(condition) ? Object.entries(condition) : [];
  return tests.every(([operator, keys]) => {
    const holds = operators[operator];
    if (!holds) throw unknown('operator', operator, where, Object.keys(operators));
    return Object.entries(isObject(keys) ? keys : {}).every(([key, wanted]) => {
      const fact = facts[key];
      if (fact === undefined) throw unknown('key', key, where, Object.keys(facts));
      return [wanted ?? null].flat().some((value) => holds(fact, String(value)));
    });
  });
}

function arnLike(fact: string, wanted: string): boolean {
  return arnPattern(wanted)?.(fact) ?? false;
}

const unknown = (what: string, name: string, where: string, known: readonly string[]) =>
  new TemplateError(
    `${where}: the condition ${what} ${name} of a policy is not emulated by the local runtime; known are ${known.join(', ')}`,
  );
