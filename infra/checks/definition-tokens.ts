/** Thrown when a definition names a task that no handler carries. */
export class TaskNotFound extends Error {
  override readonly name = 'TaskNotFound';
}

/** The `${camelCase}` tokens of a definition, each once. */
export const tokensOf = (definition: string): string[] => [
  ...new Set([...definition.matchAll(/\$\{([A-Za-z0-9]+)\}/g)].map(([, token]) => token!)),
];

const kebab = (token: string) => token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The entry of every token of a definition, looked for in `folders` in their order.
 * @throws TaskNotFound
 */
export function entriesOf(
  definition: string,
  folders: readonly string[],
  entries: readonly string[],
): Map<string, string> {
  return new Map(
    tokensOf(definition).map((token) => {
      const candidates = folders.flatMap((folder) =>
        ['ts', 'tsx'].map((end) => `${folder}/${kebab(token)}.handler.${end}`),
      );
      const entry = candidates.find((candidate) => entries.includes(candidate));
      if (!entry) {
        throw new TaskNotFound(
          `\${${token}} has no handler: infra/functions.ts lists none of ${candidates.join(', ')}`,
        );
      }
      return [token, entry];
    }),
  );
}
