import { optionalText } from '../json-fields.ts';
import { type JsonObject, type Service, ServiceError } from '../service.ts';
import { arnOf, isoTime, type Site } from '../site.ts';
import type { DeployedStack } from '../template/deployment.ts';

/** CloudFormation: the stacks that have been deployed, with their outputs and resources; nothing can be changed. */
export class CloudFormationService implements Service {
  readonly #site: Site;
  readonly #deployedAt: number;
  #stacks: readonly DeployedStack[] = [];

  constructor(site: Site) {
    this.#site = site;
    this.#deployedAt = site.clock.now();
  }

  readonly operations = {
    DescribeStacks: (input: JsonObject): JsonObject => {
      const wanted = optionalText(input, 'StackName');
      const stacks = wanted === undefined ? this.#stacks : [this.#find(wanted)];
      return { Stacks: stacks.map((stack) => this.#described(stack)) };
    },
    ListStackResources: (input: JsonObject): JsonObject => ({
      StackResourceSummaries: this.#find(optionalText(input, 'StackName') ?? '').resources.map((resource) => ({
        LogicalResourceId: resource.logicalId,
        PhysicalResourceId: resource.ref,
        ResourceType: resource.type,
        ResourceStatus: 'CREATE_COMPLETE',
        LastUpdatedTimestamp: isoTime(this.#deployedAt),
      })),
    }),
  };

  deployed(stacks: readonly DeployedStack[]): void {
    this.#stacks = stacks;
  }

  #find(nameOrId: string): DeployedStack {
    const found = this.#stacks.find((stack) => stack.name === nameOrId || this.#id(stack) === nameOrId);
    if (found) return found;
    throw new ServiceError('ValidationError', `Stack with id ${nameOrId} does not exist`);
  }

  #described(stack: DeployedStack): JsonObject {
    return {
      StackId: this.#id(stack),
      StackName: stack.name,
      CreationTime: isoTime(this.#deployedAt),
      StackStatus: 'CREATE_COMPLETE',
      Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    };
  }

  #id({ name }: DeployedStack): string {
    return arnOf(this.#site, 'cloudformation', `stack/${name}/local`);
  }
}
