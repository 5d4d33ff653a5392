import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Thrown when a file cannot be used at all; the message says what was expected and what was found. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

const gzip = Buffer.from([0x1f, 0x8b]);
const zip = Buffer.from('PK\u0003\u0004', 'latin1');
const utf16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** The bytes of a file, unpacked when it is gzip (told by its first bytes, not by its name). @throws FileRefused */
export async function openSource(path: string): Promise<Readable> {
  const start = await firstBytes(path);
  if (start.length === 0) throw new FileRefused(`${path} is empty`);
  if (start.subarray(0, 4).equals(zip)) {
    throw new FileRefused(`${path} is a zip or a spreadsheet (.xlsx): save it as CSV in UTF-8, or unpack it first`);
  }
  if (utf16.some((mark) => start.subarray(0, 2).equals(mark))) {
    throw new FileRefused(`${path} is written in UTF-16: save it in UTF-8`);
  }
  const bytes = createReadStream(path);
  if (!start.subarray(0, 2).equals(gzip)) return bytes;
  const unpacked = createGunzip();
  bytes.on('error', (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked);
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    if (!(await stat(path)).isFile()) throw new FileRefused(`${path} is a folder; give a file of orders`);
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new FileRefused(`${path}: ${why}`);
  }
}
