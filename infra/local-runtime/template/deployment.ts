import { isObject, object, optionalText } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';
import type { StackTemplate, TemplateResource } from './assembly.ts';
import { failureDestinations } from './failure-destinations.ts';
import { ignoredTypes } from './ignored-types.ts';
import { evaluate, evaluateObject, TemplateError, type TemplateScope } from './intrinsics.ts';
import { physicalName } from './physical-name.ts';
import { referencesOf } from './references.ts';
import type { CreatedResource, ResourceTypes } from './resource-type.ts';

export interface DeployedResource extends CreatedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly path: string | undefined;
  /** ARNs of the queues and topics for what this resource could not deliver. */
  readonly failureDestinations: readonly string[];
}

export interface DeployedStack {
  readonly name: string;
  readonly resources: readonly DeployedResource[];
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly stacks: readonly DeployedStack[];
  readonly resources: readonly DeployedResource[];
  /** Every output, as `<Stack>.<OutputId>` and, where no other stack has it, as `<OutputId>`. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface DeploymentTarget {
  readonly account: string;
  readonly region: string;
  readonly types: ResourceTypes;
}

/** Creates the resources of all stacks, each after what it refers to. */
export async function deploy(stacks: readonly StackTemplate[], target: DeploymentTarget): Promise<Deployment> {
  const exported = new Map<string, Json>();
  const done: DeployedStack[] = [];
  for (const stack of stacks) {
    const outputs: Record<string, string> = {};
    const deployed = new Map<string, DeployedResource>();
    const scope = (where: string): TemplateScope => stackScope({ stack, target, deployed, exported, where });
    for (const resource of inCreationSequence(stack)) {
      const here = scope(`${stack.name}/${resource.logicalId}`);
      if (resource.condition && !here.condition(resource.condition)) continue;
      deployed.set(resource.logicalId, await create(stack, resource, target, here));
    }
    for (const [id, output] of Object.entries(stack.outputs)) {
      if (!isObject(output)) continue;
      const here = scope(`${stack.name}/Outputs/${id}`);
      const condition = optionalText(output, 'Condition');
      if (condition && !here.condition(condition)) continue;
      const value = evaluate(output.Value ?? null, here);
      outputs[id] = String(value);
      const name = object(output, 'Export').Name;
      if (name !== undefined) exported.set(String(evaluate(name, here)), value);
    }
    done.push({ name: stack.name, resources: [...deployed.values()], outputs });
  }
  return { stacks: done, resources: done.flatMap(({ resources }) => resources), outputs: allOutputs(done) };
}

function allOutputs(stacks: readonly DeployedStack[]): Record<string, string> {
  const all: Record<string, string> = {};
  for (const { name, outputs } of stacks) {
    for (const [id, value] of Object.entries(outputs)) {
      all[`${name}.${id}`] = value;
      all[id] ??= value;
    }
  }
  return all;
}

async function create(
  stack: StackTemplate,
  { logicalId, type, path, properties: declared }: TemplateResource,
  target: DeploymentTarget,
  scope: TemplateScope,
): Promise<DeployedResource> {
  const about = { stack: stack.name, logicalId, type, path };
  if (ignoredTypes.has(type)) {
    const name = physicalName(stack.name, logicalId);
    return { ...about, ref: name, failureDestinations: [] };
  }
  const resourceType = target.types[type];
  if (!resourceType) {
    throw new TemplateError(
      `${scope.where}: the resource type ${type} is not emulated by the local runtime; give it a life in the resources.ts of its service and add that to account.ts, or name it in template/ignored-types.ts if it changes nothing on one machine`,
    );
  }
  const properties = evaluateObject(declared, scope);
  const known = [...resourceType.uses, ...(resourceType.ignores ?? []), 'Tags'];
  for (const property of Object.keys(properties)) {
    if (!known.includes(property)) {
      throw new TemplateError(
        `${scope.where}: the property ${property} of ${type} is not emulated by the local runtime; known are ${known.join(', ')}`,
      );
    }
  }
  const declaredName = resourceType.nameProperty && optionalText(properties, resourceType.nameProperty);
  const suffix = properties.FifoQueue === true || properties.FifoTopic === true ? '.fifo' : '';
  const name = declaredName || physicalName(stack.name, logicalId, suffix);
  const created = await resourceType.create({ ...about, properties, name, asset: stack.asset });
  return { ...about, ...created, failureDestinations: failureDestinations(properties) };
}

/** The resources such that each comes after those that it names; the template's own sequence otherwise. */
function inCreationSequence(stack: StackTemplate): TemplateResource[] {
  const sequence: TemplateResource[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (resource: TemplateResource, trail: readonly string[]) => {
    if (state.get(resource.logicalId) === 'done') return;
    const way = [...trail, resource.logicalId];
    if (state.get(resource.logicalId) === 'open') {
      throw new TemplateError(`${stack.name}: circular dependency ${way.join(' -> ')}`);
    }
    state.set(resource.logicalId, 'open');
    const ignorable = ignoredTypes.has(resource.type);
    const named = ignorable ? [] : [...resource.dependsOn, ...referencesOf(resource.properties)];
    for (const id of named) {
      const other = stack.resources.get(id);
      if (other) visit(other, way);
    }
    state.set(resource.logicalId, 'done');
    sequence.push(resource);
  };
  for (const resource of stack.resources.values()) visit(resource, []);
  return sequence;
}

interface StackScope {
  readonly stack: StackTemplate;
  readonly target: DeploymentTarget;
  readonly deployed: ReadonlyMap<string, DeployedResource>;
  readonly exported: ReadonlyMap<string, Json>;
  readonly where: string;
}

function stackScope({ stack, target, deployed, exported, where }: StackScope): TemplateScope {
  const pseudo: JsonObject = {
    'AWS::AccountId': target.account,
    'AWS::Region': target.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${target.region}:${target.account}:stack/${stack.name}/local`,
    'AWS::NotificationARNs': [],
  };
  const parameter = (name: string): Json | undefined => {
    const declared = stack.parameters[name];
    return isObject(declared) ? (declared.Default ?? undefined) : undefined;
  };
  const scope: TemplateScope = {
    where,
    ref: (name) => pseudo[name] ?? deployed.get(name)?.ref ?? parameter(name),
    attribute: (logicalId, attribute) => {
      const resource = deployed.get(logicalId);
      if (!resource) throw new TemplateError(`${where}: Fn::GetAtt of unknown "${logicalId}"`);
      if (ignoredTypes.has(resource.type)) return ignoredArn(target, resource);
      const value = resource.attributes?.[attribute];
      if (value === undefined) {
        throw new TemplateError(`${where}: ${resource.type} "${logicalId}" has no attribute ${attribute} here`);
      }
      return value;
    },
    condition: (name) => {
      const declared = stack.conditions[name];
      if (declared === undefined) throw new TemplateError(`${where}: unknown condition "${name}"`);
      return evaluate(declared, scope) === true;
    },
    mapping: (map, topKey, secondKey) => object(object(stack.mappings, map), topKey)[secondKey],
    importValue: (name) => {
      const value = exported.get(name);
      if (value === undefined) throw new TemplateError(`${where}: no earlier stack exports "${name}"`);
      return value;
    },
  };
  return scope;
}

const ignoredArn = ({ region, account }: DeploymentTarget, { type, ref }: DeployedResource) =>
  `arn:aws:${type.split('::')[1]?.toLowerCase()}:${region}:${account}:${ref}`;
