import { object, optionalObject, optionalText, text, texts } from '../json-fields.ts';
import { type JsonObject, type Service, ServiceError } from '../service.ts';
import { arnOf, type Site } from '../site.ts';
import { randomPassword } from './random-password.ts';
import { Rotation } from './rotation.ts';
import { Secret } from './secret.ts';

/** Secrets Manager: secrets with staged versions, and rotation by a function. */
export class SecretsService implements Service {
  readonly #site: Site;
  readonly #secrets = new Map<string, Secret>();
  /** Whether any of them reads otherwise than it was deployed. */
  changed = false;

  constructor(site: Site) {
    this.#site = site;
  }

  readonly operations = {
    GetSecretValue: (input: JsonObject): JsonObject => {
      const secret = this.#find(input);
      const { id, value, createdAt, stages } = secret.find(input);
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: id,
        SecretString: value,
        VersionStages: [...stages],
        CreatedDate: createdAt / 1000,
      };
    },
    PutSecretValue: (input: JsonObject): JsonObject => {
      const secret = this.#find(input);
      this.changed = true;
      const id = optionalText(input, 'ClientRequestToken') ?? this.#site.random.uuid();
      const stages = input.VersionStages === undefined ? undefined : texts(input, 'VersionStages');
      const version = secret.put({ id, value: text(input, 'SecretString'), at: this.#site.clock.now() }, stages);
      return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: [...version.stages] };
    },
    DescribeSecret: (input: JsonObject): JsonObject => {
      const secret = this.#find(input);
      return { ...summary(secret), VersionIdsToStages: secret.stages };
    },
    ListSecrets: (): JsonObject => ({
      SecretList: [...this.#secrets.values()].map((secret) => ({
        ...summary(secret),
        SecretVersionsToStages: secret.stages,
      })),
    }),
    ListSecretVersionIds: (input: JsonObject): JsonObject => {
      const secret = this.#find(input);
      const Versions = [...secret.versions.values()].map(({ id, stages, createdAt }) => ({
        VersionId: id,
        VersionStages: [...stages],
        CreatedDate: createdAt / 1000,
      }));
      return { ARN: secret.arn, Name: secret.name, Versions };
    },
    UpdateSecretVersionStage: (input: JsonObject): JsonObject => {
      const secret = this.#find(input);
      this.changed = true;
      const stage = text(input, 'VersionStage');
      const to = optionalText(input, 'MoveToVersionId');
      const from = optionalText(input, 'RemoveFromVersionId');
      const holder = secret.withStage(stage)?.id;
      if (to !== undefined && holder !== undefined && holder !== to && from !== holder) {
        throw new ServiceError(
          'InvalidParameterException',
          `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder}`,
        );
      }
      if (to !== undefined) secret.move(stage, to);
      else if (from !== undefined) secret.remove(stage, from);
      return { ARN: secret.arn, Name: secret.name };
    },
    GetRandomPassword: (input: JsonObject): JsonObject => ({
      RandomPassword: randomPassword(input, this.#site.random),
    }),
    RotateSecret: (input: JsonObject): JsonObject => {
      const secret = this.#find(input);
      const functionArn = optionalText(input, 'RotationLambdaARN') ?? secret.rotation?.functionArn;
      if (functionArn === undefined) {
        throw new ServiceError(
          'InvalidRequestException',
          `No Lambda rotation function ARN is associated with ${secret.name}`,
        );
      }
      if (secret.unfinished) {
        throw new ServiceError(
          'InvalidRequestException',
          "A previous rotation isn't complete. That rotation will be reattempted.",
        );
      }
      const rules = optionalObject(input, 'RotationRules');
      if (!secret.rotation || rules || functionArn !== secret.rotation.functionArn) {
        this.#rotateBy(secret, functionArn, rules ?? {});
      }
      const VersionId = optionalText(input, 'ClientRequestToken') ?? this.#site.random.uuid();
      if (input.RotateImmediately !== false) secret.rotation?.startSoon(VersionId);
      return { ARN: secret.arn, Name: secret.name, VersionId };
    },
  };

  /** Makes a secret from its template properties. */
  define(name: string, properties: JsonObject): Secret {
    const random = this.#site.random.fork(`secret ${name}`);
    const now = this.#site.clock.now();
    const suffix = random.uuid().slice(0, 6);
    const secret = new Secret(name, arnOf(this.#site, 'secretsmanager', `secret:${name}-${suffix}`), now);
    const rules = optionalObject(properties, 'GenerateSecretString');
    const value =
      optionalText(properties, 'SecretString') ?? (rules ? generated(rules, randomPassword(rules, random)) : '');
    if (value !== '') secret.put({ id: random.uuid(), value, at: now });
    this.#secrets.set(name, secret);
    return secret;
  }

  /** From now on a function rotates the secret by these rules. */
  scheduleRotation(
    nameOrArn: string,
    { functionArn, rules, immediately }: { functionArn: string; rules: JsonObject; immediately: boolean },
  ): void {
    const secret = this.#find({ SecretId: nameOrArn });
    const rotation = this.#rotateBy(secret, functionArn, rules);
    if (immediately) rotation.startSoon(this.#site.random.uuid());
  }

  #rotateBy(secret: Secret, functionArn: string, rules: JsonObject): Rotation {
    secret.rotation?.stop();
    const rotation = new Rotation(secret, functionArn, this.#site);
    rotation.repeat(rules);
    secret.rotation = rotation;
    return rotation;
  }

  /** The ARN of the secret of this name or ARN; undefined if there is none. */
  arnOf(nameOrArn: string): string | undefined {
    return this.#named(nameOrArn)?.arn;
  }

  #named(id: string): Secret | undefined {
    return (
      this.#secrets.get(id) ?? [...this.#secrets.values()].find(({ arn }) => arn === id || arn.startsWith(`${id}-`))
    );
  }

  #find(input: JsonObject): Secret {
    const found = this.#named(text(input, 'SecretId'));
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
}

const summary = ({ arn, name, createdAt, rotation, lastRotatedAt }: Secret): JsonObject => ({
  ARN: arn,
  Name: name,
  CreatedDate: createdAt / 1000,
  RotationEnabled: rotation !== undefined,
  ...(rotation && { RotationLambdaARN: rotation.functionArn }),
  ...(lastRotatedAt !== undefined && { LastRotatedDate: lastRotatedAt / 1000 }),
});

/** The password alone, or put into the template under its key. */
function generated(rules: JsonObject, password: string): string {
  const key = optionalText(rules, 'GenerateStringKey');
  if (key === undefined) return password;
  const template = JSON.parse(optionalText(rules, 'SecretStringTemplate') ?? '{}');
  return JSON.stringify({ ...object({ template }, 'template'), [key]: password });
}
