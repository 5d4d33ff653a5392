import { randomKey, type SecretVersions } from '#shared/adapters/secret-versions.ts';
import { readLink, signLink } from '#shared/domain/link.ts';

/** The steps in which Secrets Manager calls a rotation function, each of them possibly more than once. */
export const rotationSteps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export type RotationStep = (typeof rotationSteps)[number];

/** Thrown when a step is asked for a version that is not the one being rotated in; nothing was changed. */
export class RotationRefused extends Error {
  override readonly name = 'RotationRefused';
}

/** As long as the key that the stack begins with: 64 letters and digits, 381 bits. */
const keyLength = 64;
/** A link names its key by this much of the version's id. */
const keyIdOf = (versionId: string) => versionId.slice(0, 8);

/** One step of bringing in the key `versionId`. @throws RotationRefused */
export async function rotate(versions: SecretVersions, versionId: string, step: RotationStep): Promise<void> {
  const stages = await versions.stages();
  const own = stages.get(versionId);
  if (own?.includes('AWSCURRENT')) return;
  if (step !== 'testSecret' && !own?.includes('AWSPENDING')) {
    throw new RotationRefused(`version ${versionId} is not AWSPENDING; start a rotation with rotate-secret`);
  }
  switch (step) {
    case 'createSecret':
      return create(versions, versionId, stages);
    case 'setSecret':
      return; // Nobody else knows the key: there is no service to tell.
    case 'testSecret':
      return test(versions, versionId);
    case 'finishSecret':
      return versions.makeCurrent(versionId, holderOf(stages, 'AWSCURRENT'));
  }
}

async function create(versions: SecretVersions, versionId: string, stages: Stages): Promise<void> {
  const inUse = ['AWSCURRENT', 'AWSPREVIOUS'].map((stage) => holderOf(stages, stage));
  if (inUse.some((other) => other && keyIdOf(other) === keyIdOf(versionId))) {
    throw new RotationRefused(
      `version ${versionId} begins as another key in use does, so links could not tell them apart; rotate once more`,
    );
  }
  if ((await versions.pending(versionId)) !== undefined) return;
  await versions.putPending(versionId, await randomKey(keyLength));
}

/** The new key signs a link that can be read again. */
async function test(versions: SecretVersions, versionId: string): Promise<void> {
  const value = await versions.pending(versionId);
  if (value === undefined) throw new RotationRefused(`version ${versionId} has no value yet`);
  const key = { keyId: keyIdOf(versionId), secret: new TextEncoder().encode(value) };
  const claims = { caseId: 'rotation', orderId: 'rotation', purpose: 'reply', expiresAt: 0 } as const;
  if (readLink([key], signLink(key, claims))?.caseId !== claims.caseId) {
    throw new RotationRefused(`a link signed by version ${versionId} cannot be read`);
  }
}

type Stages = ReadonlyMap<string, readonly string[]>;
const holderOf = (stages: Stages, stage: string) => [...stages].find(([, held]) => held.includes(stage))?.[0];
