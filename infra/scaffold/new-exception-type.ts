import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withCatalogLine } from './catalog-line.ts';
import { skeletonOf } from './skeleton.ts';
import { TypeNameRefused, typeName } from './type-name.ts';

const types = 'functions/exception-types';
const catalog = `${types}/catalog.ts`;

/**
 * Writes the skeleton of a type and its line in the catalog below `root`; answers the paths written. Nothing is
 * written unless all can be.
 * @throws TypeNameRefused, CatalogUnreadable
 */
export function newExceptionType(root: string, wanted: string): string[] {
  const folders = readdirSync(join(root, types), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const name = typeName(
    wanted,
    folders.map((folder) => folder.name),
  );
  const files = skeletonOf(name);
  const inTheWay = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (inTheWay.length > 0) throw new TypeNameRefused(`"${name}" would overwrite ${inTheWay.join(', ')}`);
  const withLine = withCatalogLine(readFileSync(join(root, catalog), 'utf8'), name);
  for (const [path, text] of Object.entries({ ...files, [catalog]: withLine })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...Object.keys(files), catalog];
}
