import type { ServiceCall } from '../service.ts';
import type { Site } from '../site.ts';
import { TemplateError } from '../template/intrinsics.ts';
import { accessDenied } from './access-denied.ts';
import { factsOf } from './conditions.ts';
import { neededPermissions } from './needed-permissions.ts';
import type { Permission, Places } from './needs.ts';
import { Role } from './role.ts';

/** A function or state machine as a service sees it: its role, under the name of the one that has put it on. */
interface Session {
  readonly role: Role;
  readonly arn: string;
}

interface Assumption {
  readonly roleArn: string;
  readonly sessionName: string;
  /** The resource that names the role, for the error if there is no such role. */
  readonly where: string;
}

/** The identity policies of the roles in the template, held against every call that a function or state machine makes. */
export class AccessControl {
  readonly #site: Pick<Site, 'account' | 'region'>;
  readonly #places: Places;
  readonly #roles = new Map<string, Role>();
  readonly #sessions = new Map<string, Session>();

  constructor(site: Pick<Site, 'account' | 'region'>, places: Omit<Places, 'account' | 'region'>) {
    this.#site = site;
    this.#places = { ...places, account: site.account, region: site.region };
  }

  defineRole(name: string, path: string): Role {
    const arn = `arn:aws:iam::${this.#site.account}:role${path}${name}`;
    const role = new Role(name, arn, factsOf({ ...this.#site, arn }));
    this.#roles.set(arn, role);
    return role;
  }

  policyArn(name: string, path: string): string {
    return `arn:aws:iam::${this.#site.account}:policy${path}${name}`;
  }

  /** The role of a name or an ARN. */
  role(nameOrArn: string, where: string): Role {
    const found = this.#roles.get(nameOrArn) ?? [...this.#roles.values()].find(({ name }) => name === nameOrArn);
    if (found) return found;
    throw new TemplateError(
      `${where}: the role ${nameOrArn} is not in the assembly, so nobody here knows what it may do`,
    );
  }

  /** From now on calls of this function or state machine, called `sessionName`, are those of the role. */
  assume(caller: string, { roleArn, sessionName, where }: Assumption): void {
    const role = this.role(roleArn, where);
    const arn = `arn:aws:sts::${this.#site.account}:assumed-role/${role.name}/${sessionName}`;
    this.#sessions.set(caller, { role, arn });
  }

  /** Throws the service's own error if the caller's role does not allow the call; whoever has no role may do all. */
  check(call: ServiceCall): void {
    const who = call.caller ?? call.machine;
    const session = who === undefined ? undefined : this.#sessions.get(who);
    if (!session) return;
    for (const permission of neededPermissions(call, this.#places)) {
      if (allows(session.role, permission)) continue;
      const { action, resources } = permission;
      const [resource = '*'] = resources;
      const refused = session.role.verdict(action, resource);
      throw accessDenied(call.service, { user: session.arn, action, resource, refused });
    }
  }

  /** Throws if a caller lacks what AWS wants its role to allow before it creates the resource. */
  require(caller: string, permissions: readonly Permission[], where: string): void {
    const role = this.#sessions.get(caller)?.role;
    const missing = role && permissions.find((permission) => !allows(role, permission));
    if (!missing) return;
    const { action, resources } = missing;
    throw new TemplateError(
      `${where}: the role of ${caller} does not allow ${action} on ${resources}, so AWS refuses it`,
    );
  }
}

function allows(role: Role, { action, resources }: Permission): boolean {
  for (const resource of resources) if (role.verdict(action, resource) === 'allowed') return true;
  return false;
}
