import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withCatalogLine } from './catalog-line.ts';
import { type Precedent, skeletonOf } from './skeleton.ts';
import { TypeNameRefused, typeName } from './type-name.ts';

const typesFolder = 'functions/exception-types';
const catalog = `${typesFolder}/catalog.ts`;

/**
 * Writes the skeleton of a type and its line in the catalog below `root`; answers the paths written. Nothing is
 * written unless all can be.
 * @throws TypeNameRefused, CatalogUnreadable
 */
export function newExceptionType(root: string, wanted: string): string[] {
  const existing = readdirSync(join(root, typesFolder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((folder) => folder.name);
  const name = typeName(wanted, existing);
  const files = skeletonOf(name, precedentOf(root, existing));
  const inTheWay = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (inTheWay.length > 0) throw new TypeNameRefused(`"${name}" would overwrite ${inTheWay.join(', ')}`);
  const withLine = withCatalogLine(readFileSync(join(root, catalog), 'utf8'), name);
  for (const [path, text] of Object.entries({ ...files, [catalog]: withLine })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...Object.keys(files), catalog];
}

/** Thrown when no type is there whose machine another one could begin with. */
export class NoPrecedent extends Error {
  override readonly name = 'NoPrecedent';
}

/** @throws NoPrecedent */
function precedentOf(root: string, types: readonly string[]): Precedent {
  const ranks = types.map((type) => {
    const text = readFileSync(join(root, typesFolder, type, 'definition.ts'), 'utf8');
    return Number(/^\s*rank: (\d+)/m.exec(text)?.[1] ?? 0);
  });
  const usual = types.find(
    (type) => !readdirSync(join(root, typesFolder, type)).some((file) => /\.handler\./.test(file)),
  );
  if (!usual) throw new NoPrecedent('every type has handlers of its own; copy a state machine by hand');
  const machine = readFileSync(join(root, `state-machines/exception-types/${usual}.asl.json`), 'utf8');
  return { rank: Math.max(...ranks) + 1, machine };
}
