import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

/** Thrown when a function names a file that is not there. */
export class EntryNotFound extends Error {
  override readonly name = 'EntryNotFound';
}

export interface BundleOptions {
  /** The repository: entries are named from here. */
  readonly root: string;
  readonly outDir: string;
  /** Bundle the SDK's whole chain of credential providers, not only the one that Lambda uses. */
  readonly credentialChain?: boolean;
  /** Other files in the place of packages, and modules that only the place where it is to run has. */
  readonly instead?: Substitution;
}

export interface Substitution {
  readonly files: Readonly<Record<string, string>>;
  readonly external: readonly string[];
}

const environmentCredentials = join(import.meta.dirname, '../shared/adapters/environment-credentials.ts');

/**
 * How every bundle is built. CommonJS without dynamic import starts a quarter faster than the usual ESM bundle;
 * without the credential providers that Lambda never uses it is a third smaller (docs/decisions/0007-what-bundles-leave-out.md).
 */
export const bundleFlags = ({
  credentialChain = false,
  instead = { files: {}, external: [] },
}: Pick<BundleOptions, 'credentialChain' | 'instead'> = {}) =>
  ({
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    alias: {
      ...(!credentialChain && { '@aws-sdk/credential-provider-node': environmentCredentials }),
      ...instead.files,
    },
    external: [...instead.external],
    logLevel: 'error',
  }) as const satisfies BuildOptions;

/**
 * Bundles all entries in one run, a folder with an `index.js` each, and answers where they are.
 * @throws EntryNotFound
 */
export function bundle(
  entries: readonly string[],
  { root, outDir, ...flags }: BundleOptions,
): ReadonlyMap<string, string> {
  const missing = entries.filter((entry) => !existsSync(join(root, entry)));
  if (missing.length > 0) {
    throw new EntryNotFound(`no such handler: ${missing.join(', ')}; write it or take it out of infra/functions.ts`);
  }
  const folders = new Map(entries.map((entry) => [entry, folderOf(entry)]));
  buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries([...folders].map(([entry, folder]) => [`${folder}/index`, entry])),
    outdir: outDir,
    ...bundleFlags(flags),
  });
  return new Map([...folders].map(([entry, folder]) => [entry, join(outDir, folder)]));
}

/** What a bundle is made of: its bytes, and how many of them came from each file. */
export interface BundleContents {
  readonly bytes: number;
  readonly inputs: ReadonlyMap<string, number>;
}

/** The same build as `bundle`, counted and not written. @throws EntryNotFound */
export function contentsOf(entries: readonly string[], root: string): ReadonlyMap<string, BundleContents> {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries.map((entry) => [entry.replace(/\.tsx?$/, ''), entry])),
    outdir: join(root, 'never-written'),
    write: false,
    metafile: true,
    ...bundleFlags(),
  });
  return new Map(
    Object.values(metafile.outputs).map(({ entryPoint = '', bytes, inputs }) => [
      entryPoint,
      { bytes, inputs: new Map(Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput])) },
    ]),
  );
}

/** The folder of an entry's bundle in `outDir`. */
export const folderOf = (entry: string) =>
  entry
    .replace(/^functions\//, '')
    .replace(/\.handler\.tsx?$/, '')
    .replaceAll('/', '-');
