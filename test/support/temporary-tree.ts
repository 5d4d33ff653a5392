import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files by their path in the tree. */
export type TreeFiles = Readonly<Record<string, string>>;

/** A folder with these files, gone at the end of the block: `using tree = temporaryTree({ 'a/b.ts': '…' })`. */
export function temporaryTree(files: TreeFiles): { readonly root: string } & Disposable {
  const root = mkdtempSync(join(tmpdir(), 'ordermend-tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
