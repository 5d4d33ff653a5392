import { flag, optionalText, text, texts } from '../json-fields.ts';
import { type JsonObject, type Service, ServiceError } from '../service.ts';
import { arnOf, type Site } from '../site.ts';

/** The longest value of each tier in characters. */
const longest = { Standard: 4096, Advanced: 8192 };

type Tier = keyof typeof longest;

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly version: number;
  readonly tier: Tier;
  readonly modifiedAt: number;
}

/** So many versions of a parameter are kept. */
const versionsKept = 100;

/** SSM Parameter Store: parameters with the versions that they had. */
export class SsmService implements Service {
  readonly #site: Site;
  readonly #parameters = new Map<string, Parameter>();
  readonly #versions = new Map<string, Parameter[]>();

  constructor(site: Site) {
    this.#site = site;
  }

  readonly operations = {
    GetParameter: (input: JsonObject): JsonObject => ({ Parameter: this.#described(this.#find(text(input, 'Name'))) }),
    GetParameters: (input: JsonObject): JsonObject => {
      const names = texts(input, 'Names');
      const found = names.filter((name) => this.#parameters.has(name));
      return {
        Parameters: found.map((name) => this.#described(this.#find(name))),
        InvalidParameters: names.filter((name) => !found.includes(name)),
      };
    },
    GetParametersByPath: (input: JsonObject): JsonObject => {
      const path = `${text(input, 'Path').replace(/\/$/, '')}/`;
      const deep = flag(input, 'Recursive');
      const below = [...this.#parameters.values()].filter(
        ({ name }) => name.startsWith(path) && (deep || !name.slice(path.length).includes('/')),
      );
      return { Parameters: below.map((parameter) => this.#described(parameter)) };
    },
    DescribeParameters: (): JsonObject => ({
      Parameters: [...this.#parameters.values()].map((parameter) => {
        const { Value: _value, ...described } = this.#described(parameter);
        return { ...described, Tier: parameter.tier };
      }),
    }),
    PutParameter: (input: JsonObject): JsonObject => {
      const name = text(input, 'Name');
      const known = this.#parameters.get(name);
      if (known && !flag(input, 'Overwrite')) {
        throw new ServiceError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const type = optionalText(input, 'Type') ?? known?.type ?? 'String';
      const asked = optionalText(input, 'Tier') ?? known?.tier;
      const { version, tier } = this.put(name, text(input, 'Value'), { type, tier: asked });
      return { Version: version, Tier: tier };
    },
    DeleteParameter: (input: JsonObject): JsonObject => {
      const { name } = this.#find(text(input, 'Name'));
      this.#parameters.delete(name);
      this.#versions.delete(name);
      return {};
    },
  };

  /** Writes a new version of a parameter; an advanced one stays advanced. */
  put(name: string, value: string, { type, tier: asked }: { type: string; tier: string | undefined }): Parameter {
    const known = this.#parameters.get(name);
    const tier = known?.tier === 'Advanced' ? 'Advanced' : tierFor(value, asked);
    if (value.length > longest[tier]) {
      throw new ServiceError(
        'ValidationException',
        `${tier} tier parameters support a maximum parameter value of ${longest[tier]} characters; ${name} has ${value.length}.`,
      );
    }
    const version = (known?.version ?? 0) + 1;
    const parameter = { name, type, value, version, tier, modifiedAt: this.#site.clock.now() };
    this.#parameters.set(name, parameter);
    this.#versions.set(name, [...(this.#versions.get(name) ?? []), parameter].slice(-versionsKept));
    return parameter;
  }

  /** A parameter by name or ARN, or one of its versions: `name:3`. */
  #find(selected: string): Parameter {
    const [, nameOrArn = selected, version] = /^(.*?)(?::(\d+))?$/.exec(selected) ?? [];
    const name = nameOrArn.replace(/^arn:.*:parameter/, '');
    const found = this.#parameters.get(name) ?? this.#parameters.get(name.replace(/^\//, ''));
    if (found && version === undefined) return found;
    const chosen = found && this.#versions.get(found.name)?.find((each) => each.version === Number(version));
    if (chosen) return chosen;
    if (found) {
      throw new ServiceError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version ${version} of ${name}.`,
      );
    }
    throw new ServiceError('ParameterNotFound', `Parameter ${nameOrArn} not found.`);
  }

  #described({ name, type, value, version, modifiedAt }: Parameter): JsonObject {
    return {
      Name: name,
      Type: type,
      Value: value,
      Version: version,
      LastModifiedDate: modifiedAt / 1000,
      ARN: arnOf(this.#site, 'ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`),
      DataType: 'text',
    };
  }
}

/** `Intelligent-Tiering` takes the cheaper tier that fits. */
function tierFor(value: string, asked: string | undefined): Tier {
  if (asked === 'Advanced') return 'Advanced';
  return asked === 'Intelligent-Tiering' && value.length > longest.Standard ? 'Advanced' : 'Standard';
}
