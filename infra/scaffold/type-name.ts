/** Thrown when no exception type may be called that; says what is allowed. */
export class TypeNameRefused extends Error {
  override readonly name = 'TypeNameRefused';
}

/** A case's id, `<type>-<order id>-<12 hex>`, is the name of its run: 80 characters, of which an order id may take 40. */
export const longestTypeName = 80 - 40 - 12 - 2;

/** Names of machines, topics and folders that are there for another purpose. */
const taken = ['refund', 'operations', 'application', 'data'];

/** The words of a name, checked. @throws TypeNameRefused */
export function typeName(name: string, existing: readonly string[]): string {
  const kebab = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
  if (!kebab.test(name)) {
    const near = suggestion(name);
    const hint = kebab.test(near) ? `, such as ${near}` : '';
    throw new TypeNameRefused(`"${name}" is no kebab-case name: words of a-z and 0-9, each with a letter first${hint}`);
  }
  if (name.length > longestTypeName) {
    throw new TypeNameRefused(
      `"${name}" has ${name.length} characters, allowed are ${longestTypeName}: with it an id of a case could exceed 80`,
    );
  }
  if (taken.includes(name)) throw new TypeNameRefused(`"${name}" is taken by the product itself; choose another name`);
  if (existing.includes(name)) {
    throw new TypeNameRefused(`"${name}" exists already; there are ${[...existing].sort().join(', ')}`);
  }
  return name;
}

const suggestion = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');

/** `late-parcel` as an identifier: `lateParcel`. */
export const camelCase = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
