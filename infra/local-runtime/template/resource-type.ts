import type { JsonObject } from '../service.ts';

/** A resource whose properties are evaluated, ready to be created. */
export interface ResourceDeclaration {
  readonly stack: string;
  readonly logicalId: string;
  readonly properties: JsonObject;
  /** The physical name: the declared one, or one derived from stack and logical id. */
  readonly name: string;
  asset(objectKey: string): string;
}

/** What `Ref` and `Fn::GetAtt` answer for a created resource. */
export interface CreatedResource {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** How the runtime gives one CloudFormation type a life. */
export interface ResourceType {
  /** The property that names the resource. */
  readonly nameProperty?: string;
  /** Properties that have an effect here. */
  readonly uses: readonly string[];
  /** Properties that AWS knows and that change nothing on one machine. */
  readonly ignores?: readonly string[];
  create(resource: ResourceDeclaration): CreatedResource | Promise<CreatedResource>;
}

export type ResourceTypes = Readonly<Record<string, ResourceType>>;
