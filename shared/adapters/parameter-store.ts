import {
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  paginateGetParametersByPath,
  SSMClient,
} from '@aws-sdk/client-ssm';

/** A parameter as it stands, and the service's own time of reading it, to the second. */
export interface StoredParameter {
  readonly value: string;
  readonly version: number;
  readonly readAt: Date;
}

/** Reads and writes parameters for what runs outside of a function, where the machine's own clock may be wrong. */
export function parameterStore() {
  const client = new SSMClient({ maxAttempts: 3 });
  let answeredAt = '';
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { headers } = answer.response as { headers?: Record<string, string> };
      answeredAt = headers?.date ?? answeredAt;
      return answer;
    },
    { step: 'deserialize', name: 'serviceTime' },
  );

  return {
    /** Nothing = there is no parameter of that name. `name:3` reads version 3, of which the last hundred are kept. */
    async read(name: string): Promise<StoredParameter | undefined> {
      try {
        const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
        return { value: Parameter?.Value ?? '', version: Parameter?.Version ?? 0, readAt: new Date(answeredAt) };
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },

    /** The names of all parameters below a path. */
    async namesBelow(path: string): Promise<string[]> {
      const names: string[] = [];
      for await (const { Parameters = [] } of paginateGetParametersByPath(
        { client },
        { Path: path, Recursive: true },
      )) {
        names.push(...Parameters.flatMap(({ Name }) => Name ?? []));
      }
      return names;
    },

    /** Overwrites it whole. @returns the version that it now is */
    async write(name: string, value: string): Promise<number> {
      const { Version } = await client.send(
        new PutParameterCommand({ Name: name, Value: value, Type: 'String', Overwrite: true }),
      );
      return Version ?? 0;
    },
  };
}

export type ParameterStore = ReturnType<typeof parameterStore>;
