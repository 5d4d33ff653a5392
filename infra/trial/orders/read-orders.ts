import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { readCsvOrders } from './csv-orders.ts';
import { readJsonlOrders } from './jsonl-orders.ts';
import type { OrderFile } from './order-collection.ts';
import { FileRefused, openSource } from './source-file.ts';

/** Reads a file of orders in any known layout, gzip or not. @throws FileRefused when it fits none */
export async function readOrders(path: string): Promise<OrderFile> {
  const source = await openSource(path);
  try {
    const json = (await firstCharacter(source)) === '{';
    return json ? await readJsonlOrders(source) : await readCsvOrders(source, path);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused(`${path} cannot be read to its end: ${(error as Error).message}`);
  } finally {
    source.destroy();
  }
}

/** Looks at the beginning of a stream and puts it back. */
export async function firstCharacter(source: Readable): Promise<string> {
  await once(source, 'readable');
  const chunk: Buffer | null = source.read();
  if (!chunk) return '';
  source.unshift(chunk);
  return chunk
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
    .charAt(0);
}
