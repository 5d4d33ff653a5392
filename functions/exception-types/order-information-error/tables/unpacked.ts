import { brotliDecompressSync } from 'node:zlib';

/** A vendored table as text; unpacked when it is first asked for, since most bundles never do. */
export function lazily<Table>({ brotli }: { readonly brotli: string }, read: (text: string) => Table): () => Table {
  let table: Table | undefined;
  return () => {
    table ??= read(brotliDecompressSync(Buffer.from(brotli, 'base64')).toString('utf8'));
    return table;
  };
}
