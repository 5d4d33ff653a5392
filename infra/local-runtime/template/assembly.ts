import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, object, optionalText, text } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';
import { TemplateError } from './intrinsics.ts';

/** One resource as the template declares it, nothing evaluated yet. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition: string | undefined;
  /** The construct path that CDK noted in the metadata. */
  readonly path: string | undefined;
}

export interface StackTemplate {
  readonly name: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
  /** The directory or file of an asset by the object key that the template names. */
  asset(objectKey: string): string;
}

/** Reads a cloud assembly (`cdk.out`): its stacks, each after the stacks that it depends on. */
export function readAssembly(directory: string): StackTemplate[] {
  const manifest = readJson(path.join(directory, 'manifest.json'));
  const artifacts = object(manifest, 'artifacts');
  const stacks: StackTemplate[] = [];
  const visited = new Set<string>();
  const visit = (id: string) => {
    const artifact = artifacts[id];
    if (visited.has(id) || !isObject(artifact)) return;
    visited.add(id);
    for (const dependency of Array.isArray(artifact.dependencies) ? artifact.dependencies : []) {
      visit(String(dependency));
    }
    if (artifact.type === 'aws:cloudformation:stack') stacks.push(readStack(directory, id, artifact));
  };
  for (const id of Object.keys(artifacts)) visit(id);
  if (stacks.length === 0) throw new TemplateError(`${directory}: the assembly has no stack; run "cdk synth" first`);
  return stacks;
}

function readStack(directory: string, id: string, artifact: JsonObject): StackTemplate {
  const properties = object(artifact, 'properties');
  const template = readJson(path.join(directory, text(properties, 'templateFile')));
  const [account, region] = (optionalText(artifact, 'environment') ?? '').replace('aws://', '').split('/');
  const resources = Object.entries(object(template, 'Resources')).map(
    ([logicalId, resource]) => [logicalId, readResource(logicalId, resource ?? null)] as const,
  );
  return {
    name: optionalText(properties, 'stackName') ?? id,
    account: account && account !== 'unknown-account' ? account : undefined,
    region: region && region !== 'unknown-region' ? region : undefined,
    resources: new Map(resources),
    parameters: object(template, 'Parameters'),
    mappings: object(template, 'Mappings'),
    conditions: object(template, 'Conditions'),
    outputs: object(template, 'Outputs'),
    asset: assetLocator(directory, id),
  };
}

function readResource(logicalId: string, resource: Json): TemplateResource {
  if (!isObject(resource)) throw new TemplateError(`${logicalId}: a resource must be an object`);
  const dependsOn = resource.DependsOn;
  return {
    logicalId,
    type: text(resource, 'Type'),
    properties: object(resource, 'Properties'),
    dependsOn: (Array.isArray(dependsOn) ? dependsOn : dependsOn === undefined ? [] : [dependsOn]).map(String),
    condition: optionalText(resource, 'Condition'),
    path: optionalText(object(resource, 'Metadata'), 'aws:cdk:path'),
  };
}

function assetLocator(directory: string, stackId: string): (objectKey: string) => string {
  const file = path.join(directory, `${stackId}.assets.json`);
  const files = existsSync(file) ? object(readJson(file), 'files') : {};
  const byKey = new Map<string, string>();
  for (const asset of Object.values(files)) {
    if (!isObject(asset)) continue;
    const source = optionalText(object(asset, 'source'), 'path');
    for (const destination of Object.values(object(asset, 'destinations'))) {
      if (isObject(destination) && source) byKey.set(text(destination, 'objectKey'), path.resolve(directory, source));
    }
  }
  return (objectKey) => {
    const found = byKey.get(objectKey);
    if (!found) throw new TemplateError(`${stackId}: no asset has the object key "${objectKey}"`);
    return found;
  };
}

function readJson(file: string): JsonObject {
  const value: Json = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(value)) throw new TemplateError(`${file}: expected a JSON object`);
  return value;
}
