import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedSchemas } from '#shared/domain/event-schemas.ts';

/** `npm run schemas`: the published schema of each event, one file per detail-type. */
const folder = join(import.meta.dirname, '../docs/events');

for (const old of globSync('*.schema.json', { cwd: folder })) rmSync(join(folder, old));
for (const { detailType, schema } of publishedSchemas()) {
  writeFileSync(join(folder, `${detailType}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
