import { type JsonObject, ServiceError } from '../service.ts';

export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  readonly createdAt: number;
  readonly stages: Set<string>;
}

const pending = 'AWSPENDING';
const current = 'AWSCURRENT';
const previous = 'AWSPREVIOUS';

/** How a secret is rotated. */
export interface SecretRotation {
  readonly functionArn: string;
  /** Rotates as soon as the clock goes on; the version that comes about has this id. */
  startSoon(versionId: string): void;
  /** No further rotation begins by schedule. */
  stop(): void;
}

/** One secret with its versions; each stage is on one version at a time. */
export class Secret {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly versions = new Map<string, SecretVersion>();
  rotation: SecretRotation | undefined;
  lastRotatedAt: number | undefined;

  constructor(name: string, arn: string, createdAt: number) {
    this.name = name;
    this.arn = arn;
    this.createdAt = createdAt;
  }

  /** Adds a version; the same token with the same value again changes nothing. */
  put(version: { id: string; value: string; at: number }, stages: readonly string[] = [current]): SecretVersion {
    const { id, value, at } = version;
    const known = this.versions.get(id);
    if (known && known.value !== value && known.value !== '') {
      throw new ServiceError(
        'ResourceExistsException',
        `You can't modify an existing version, you can only create a new version. (${id})`,
      );
    }
    const added: SecretVersion = { id, value, createdAt: at, stages: known?.stages ?? new Set() };
    this.versions.set(id, added);
    for (const stage of stages) this.move(stage, id);
    return added;
  }

  /** Puts a stage on a version; the version that loses AWSCURRENT becomes the previous one. */
  move(stage: string, toId: string): void {
    const to = this.versions.get(toId);
    if (!to)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret value.");
    const from = this.withStage(stage);
    if (from === to) return;
    from?.stages.delete(stage);
    to.stages.add(stage);
    if (stage === current && from) this.move(previous, from.id);
    if (stage === current) to.stages.delete(previous);
  }

  remove(stage: string, fromId: string): void {
    this.versions.get(fromId)?.stages.delete(stage);
  }

  withStage(stage: string): SecretVersion | undefined {
    return [...this.versions.values()].find(({ stages }) => stages.has(stage));
  }

  /** The version that a request names by id, by stage, or not at all (the current one). */
  find({ VersionId, VersionStage }: JsonObject): SecretVersion {
    const stage = typeof VersionStage === 'string' ? VersionStage : current;
    const found = typeof VersionId === 'string' ? this.versions.get(VersionId) : this.withStage(stage);
    if (found?.value && (VersionStage === undefined || found.stages.has(stage))) return found;
    const sought = typeof VersionId === 'string' ? `VersionId: ${VersionId}` : `staging label: ${stage}`;
    throw new ServiceError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${sought}`,
    );
  }

  /** The version that a rotation has begun and not made the current one. */
  get unfinished(): SecretVersion | undefined {
    const begun = this.withStage(pending);
    return begun?.stages.has(current) ? undefined : begun;
  }

  isCurrent(versionId: string): boolean {
    return this.versions.get(versionId)?.stages.has(current) === true;
  }

  /** Every version that still has a stage, as DescribeSecret lists them. */
  get stages(): JsonObject {
    const staged = [...this.versions.values()].filter(({ stages }) => stages.size > 0);
    return Object.fromEntries(staged.map(({ id, stages }) => [id, [...stages]]));
  }

  /** Makes the empty version that a rotation fills; one that has been begun already goes on. */
  beginRotation(id: string, at: number): void {
    if (this.versions.has(id)) return;
    this.withStage(pending)?.stages.delete(pending);
    this.versions.set(id, { id, value: '', createdAt: at, stages: new Set([pending]) });
  }
}
