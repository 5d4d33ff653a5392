import type { DeployedResource } from './template/deployment.ts';
import { ignoredTypes } from './template/ignored-types.ts';

/** Finds deployed resources by what a person calls them: a logical id, the beginning of one, or a construct path. */
export class ResourceNames {
  readonly #resources: readonly DeployedResource[];

  constructor(resources: readonly DeployedResource[]) {
    this.#resources = resources.filter(({ type }) => !ignoredTypes.has(type));
  }

  /** The physical name (what `Ref` answers); says what fits if none or several do. */
  find(wanted: string): string {
    const narrowing: ((resource: DeployedResource) => boolean)[] = [
      ({ logicalId }) => logicalId === wanted,
      ({ logicalId }) => logicalId.startsWith(wanted) && /^[0-9A-F]{8}$/.test(logicalId.slice(wanted.length)),
      ({ path }) => path !== undefined && isPath(path, wanted),
      ({ logicalId }) => logicalId.startsWith(wanted),
    ];
    for (const fits of narrowing) {
      const found = this.#resources.filter(fits);
      if (found.length === 1 && found[0]) return found[0].ref;
      if (found.length > 1) throw new Error(`"${wanted}" fits ${described(found)}; say more of the name`);
    }
    throw new Error(`"${wanted}" fits no resource; there are ${described(this.#resources)}`);
  }
}

/** True if the construct path ends with, or (for a resource inside a construct) contains, the wanted one. */
function isPath(path: string, wanted: string): boolean {
  const bare = path.replace(/\/Resource$/, '');
  return bare === wanted || bare.endsWith(`/${wanted}`);
}

const described = (resources: readonly DeployedResource[]) =>
  resources.map(({ stack, logicalId }) => `${stack}/${logicalId}`).join(', ');
