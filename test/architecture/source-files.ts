import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A TypeScript file of a tree, read and parsed; `path` is relative to the tree. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly syntax: ts.SourceFile;
}

/** Every file under `folder` of the tree, by relative path with `/`, sorted; none when the folder does not exist. */
export function pathsUnder(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) return [path];
      return entry.name === 'node_modules' ? [] : pathsUnder(root, path);
    })
    .sort();
}

/** The TypeScript files under `folders`. */
export function sourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => pathsUnder(root, folder))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parsed(path, readFileSync(join(root, path), 'utf8')));
}

const known = new Map<string, SourceFile>();

/** Parsed when somebody looks at its syntax, and once, whichever rules read it. */
function parsed(path: string, text: string): SourceFile {
  const before = known.get(path);
  if (before?.text === text) return before;
  let syntax: ts.SourceFile | undefined;
  const file = {
    path,
    text,
    get syntax() {
      syntax ??= ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
      return syntax;
    },
  };
  known.set(path, file);
  return file;
}

/** Every node of a file but its tokens, parents first. */
export function nodesOf(file: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return nodes;
}

/** `path:line` of a node, as an editor opens it. */
export function placeOf(file: SourceFile, node: ts.Node): string {
  const { line } = file.syntax.getLineAndCharacterOfPosition(node.getStart());
  return `${file.path}:${line + 1}`;
}
