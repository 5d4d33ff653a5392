import type { JsonObject } from '../service.ts';
import { arnOf, type Site } from '../site.ts';

/** An action and the resources of which one has to allow it. */
export interface Permission {
  readonly action: string;
  readonly resources: readonly string[];
}

/** Where a call finds the resources that its input does not name by their ARN. */
export interface Places extends Pick<Site, 'account' | 'region'> {
  /** The ARN of a secret by its name or ARN; undefined if there is none. */
  secretArn(nameOrArn: string): string | undefined;
  /** The state machine whose task waits for the token; undefined if none does. */
  machineOfToken(token: string): string | undefined;
}

/**
 * What one operation needs. Members that are missing or no text need nothing: the service itself refuses such a request.
 */
export type Needs = (input: JsonObject, places: Places) => readonly Permission[];

/** The ARN of what a member names; undefined if there is none. */
export type ArnOf = (name: string, places: Places) => string | undefined;

const asGiven: ArnOf = (arn) => arn;

/** The action on what the member names. */
export const on =
  (action: string, member: string, arn: ArnOf = asGiven): Needs =>
  (input, places) => {
    const name = input[member];
    const resource = typeof name === 'string' ? arn(name, places) : undefined;
    return resource === undefined ? [] : [{ action, resources: [resource] }];
  };

/** Actions that know no resource. */
export const anywhere = (action: string): Needs => {
  const permissions = [{ action, resources: ['*'] }];
  return () => permissions;
};

/** The same needs for several operations, each under the action of its name. */
export const each = (prefix: string, operations: readonly string[], needs: (action: string) => Needs) =>
  Object.fromEntries(operations.map((operation) => [operation, needs(`${prefix}:${operation}`)]));

/** A resource by its name, or by an ARN already. */
export const named =
  (service: string, kind: string): ArnOf =>
  (name, places) =>
    name.startsWith('arn:') ? name : arnOf(places, service, `${kind}${name}`);
