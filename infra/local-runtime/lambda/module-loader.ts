import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** Code of a function: a directory of CommonJS files, or the text of one file. */
export type FunctionCode = { readonly directory: string } | { readonly source: string };

/** Names that the code sees in place of Node's globals. */
export type ScopeNames = Readonly<Record<string, unknown>>;

/**
 * Loads CommonJS code with its own globals and built-in modules. `modules` replaces built-in modules by name (without
 * `node:`); everything else is the real one.
 */
export class ModuleLoader {
  readonly #scope: ScopeNames;
  readonly #modules: Readonly<Record<string, unknown>>;
  readonly #loaded = new Map<string, { exports: unknown }>();

  constructor(scope: ScopeNames, modules: Readonly<Record<string, unknown>>) {
    this.#scope = scope;
    this.#modules = modules;
  }

  /** The exported member that a `Handler` such as `index.handler` names. */
  handler(code: FunctionCode, name: string): unknown {
    const dot = name.lastIndexOf('.');
    const exported =
      'source' in code ? this.#run(code.source, 'index.js') : this.#load(entryFile(code.directory, name));
    return (exported as Record<string, unknown> | undefined)?.[name.slice(dot + 1)];
  }

  #load(file: string): unknown {
    const known = this.#loaded.get(file);
    if (known) return known.exports;
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'));
    return this.#run(readFileSync(file, 'utf8'), file);
  }

  #run(source: string, file: string): unknown {
    const module = { exports: {} as unknown };
    this.#loaded.set(file, module);
    const require = this.#requireFrom(file);
    const importModule = async (name: string) => require(name);
    const scope: ScopeNames = {
      ...this.#scope,
      module,
      exports: module.exports,
      require,
      importModule,
      __filename: file,
      __dirname: path.dirname(file),
    };
    compiled(source, Object.keys(scope), file)(...Object.values(scope));
    return module.exports;
  }

  #requireFrom(file: string): (name: string) => unknown {
    const real = createRequire(path.resolve(file));
    return (name) => {
      const builtIn = name.replace(/^node:/, '');
      if (Object.hasOwn(this.#modules, builtIn)) return this.#modules[builtIn];
      return name.startsWith('.') ? this.#load(real.resolve(name)) : real(name);
    };
  }
}

type ModuleBody = (...scope: unknown[]) => void;
const bodies = new Map<string, { readonly source: string; readonly body: ModuleBody }>();

/** The same source is compiled once in a process; each call of it is a module of its own. */
function compiled(source: string, names: string[], file: string): ModuleBody {
  const key = `${file} ${names}`;
  const known = bodies.get(key);
  if (known?.source === source) return known.body;
  const body = vm.compileFunction(withoutDynamicImport(source), names, { filename: file }) as ModuleBody;
  bodies.set(key, { source, body });
  return body;
}

/** A bundle keeps `import("node:http")` as it is; the scope's `importModule` takes its place. */
const withoutDynamicImport = (source: string) => source.replace(/\bimport\((["'][\w:./-]+["'])\)/g, 'importModule($1)');

function entryFile(directory: string, handler: string): string {
  const stem = path.join(directory, handler.slice(0, handler.lastIndexOf('.')));
  if (existsSync(directory) && !statSync(directory).isDirectory()) {
    throw new Error(`${directory}: the local runtime reads assets that are directories, not archives`);
  }
  const file = ['.js', '.cjs'].map((extension) => stem + extension).find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`${stem}.js: no such file for the handler "${handler}"; bundle to CommonJS`);
  return file;
}
