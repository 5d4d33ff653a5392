import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { nodesOf, pathsUnder, placeOf, sourceFiles } from './source-files.ts';

/**
 * What a complete exception type consists of, read from a tree without running any of it. Every check answers with the
 * gaps that it found, a sentence each; none = complete.
 */
export const typesFolder = 'functions/exception-types';
const machinesFolder = 'state-machines/exception-types';
const scenariosFolder = 'test/exception-types';

/** The keys of the types that have a folder. */
export function typeFolders(root: string): string[] {
  const inFolders = pathsUnder(root, typesFolder).map((path) => path.split('/').slice(2));
  return [...new Set(inFolders.filter((parts) => parts.length > 1).map(([type]) => type!))];
}

/** What `catalog = [a, b]` names, by the folders that a and b are imported from. */
export function catalogLines(root: string): string[] {
  const [file] = sourceFiles(root, [typesFolder]).filter(({ path }) => path === `${typesFolder}/catalog.ts`);
  if (!file) return [];
  const folderOf = new Map<string, string>();
  const listed: string[] = [];
  for (const node of nodesOf(file.syntax)) {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const folder = node.moduleSpecifier.text.match(/^\.\/([^/]+)\/definition\.ts$/)?.[1];
      const bindings = node.importClause?.namedBindings;
      if (!folder || !bindings || !ts.isNamedImports(bindings)) continue;
      for (const { name } of bindings.elements) folderOf.set(name.text, folder);
    }
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'catalog' && node.initializer) {
      if (!ts.isArrayLiteralExpression(node.initializer)) continue;
      listed.push(...node.initializer.elements.map((element) => folderOf.get(element.getText()) ?? element.getText()));
    }
  }
  return listed;
}

/** A type's folder and its one line in the catalog; its definition carries the folder's name as its key. */
export function registrationGaps(root: string): string[] {
  const folders = typeFolders(root);
  const lines = catalogLines(root);
  return [
    ...folders.filter((type) => !lines.includes(type)).map((type) => `${type}: no line in catalog.ts`),
    ...lines.filter((type) => !folders.includes(type)).map((type) => `${type}: in catalog.ts, but has no folder`),
    ...lines.filter((type, at) => lines.indexOf(type) !== at).map((type) => `${type}: twice in catalog.ts`),
    ...folders.flatMap((type) => keyGaps(root, type)),
  ];
}

function keyGaps(root: string, type: string): string[] {
  const path = `${typesFolder}/${type}/definition.ts`;
  if (!existsSync(join(root, path))) return [`${type}: no definition.ts`];
  const found = readFileSync(join(root, path), 'utf8').match(/^\s*key: '([^']*)'/m)?.[1];
  return found === type ? [] : [`${type}: definition.ts has the key ${found ?? 'of nothing'}`];
}

/** A type's folder and its state machine. */
export function machineGaps(root: string): string[] {
  return counterpartGaps(root, machinesFolder, '.asl.json');
}

/** A type's folder and the test that tells its story. */
export function scenarioGaps(root: string): string[] {
  return counterpartGaps(root, scenariosFolder, '.scenario.test.ts');
}

function counterpartGaps(root: string, folder: string, ending: string): string[] {
  const folders = typeFolders(root);
  const counterparts = pathsUnder(root, folder)
    .filter((path) => path.endsWith(ending) && path.split('/').length === 3)
    .map((path) => path.slice(folder.length + 1, -ending.length));
  return [
    ...folders.filter((type) => !counterparts.includes(type)).map((type) => `${type}: no ${folder}/${type}${ending}`),
    ...counterparts.filter((type) => !folders.includes(type)).map((type) => `${folder}/${type}${ending}: no such type`),
  ];
}

/** A type's messages, once in every language, and no language borrowing another's words. */
export function messageGaps(root: string, languages: readonly string[]): string[] {
  return typeFolders(root).flatMap((type) => {
    const words = messagesOf(root, type);
    if (!words) return [`${type}: messages.ts exports no object \`messages\``];
    const spoken = [...words.keys()];
    const texts = [...words.values()];
    return [
      ...languages.filter((language) => !words.has(language)).map((language) => `${type}: no messages in ${language}`),
      ...spoken.filter((language) => !languages.includes(language)).map((key) => `${type}: unknown language ${key}`),
      ...spoken
        .filter((_, at) => texts.indexOf(texts[at]!) !== at)
        .map((language) => `${type}: the messages in ${language} are those of another language`),
    ];
  });
}

function messagesOf(root: string, type: string): Map<string, string> | undefined {
  const path = `${typesFolder}/${type}/messages.ts`;
  const [file] = sourceFiles(root, [`${typesFolder}/${type}`]).filter((each) => each.path === path);
  for (const node of file ? nodesOf(file.syntax) : []) {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== 'messages') continue;
    if (!node.initializer || !ts.isObjectLiteralExpression(node.initializer)) return undefined;
    return new Map(
      node.initializer.properties
        .filter(ts.isPropertyAssignment)
        .map(({ name, initializer }) => [name.getText().replaceAll("'", ''), wordsIn(initializer)]),
    );
  }
  return undefined;
}

/** What stands in the braces, so that `speak('en', { … })` and `speak('zh-CN', { … })` compare by their words. */
function wordsIn(node: ts.Node): string {
  const [braces] = nodesOf(node).filter(ts.isObjectLiteralExpression);
  return (braces ?? node).getText();
}

/** What the skeleton of a type left to its author: every text that begins with `unwritten:`, with what belongs there. */
export function unwrittenGaps(root: string): string[] {
  return typeFolders(root).flatMap((type) =>
    [
      ...pathsUnder(root, `${typesFolder}/${type}`),
      `${machinesFolder}/${type}.asl.json`,
      `${scenariosFolder}/${type}.scenario.test.ts`,
    ]
      .filter((path) => existsSync(join(root, path)))
      .flatMap((path) =>
        readFileSync(join(root, path), 'utf8')
          .split('\n')
          .flatMap((line, at) =>
            [...line.matchAll(/\bunwritten: [^'"`]*/g)].map(([gap]) => `${path}:${at + 1} ${gap}`),
          ),
      ),
  );
}

/** Places in `functions` and `shared` where code outside a type's folder names the type: it is to ask the catalog. */
export function typesNamedElsewhere(root: string): string[] {
  const types = typeFolders(root);
  return sourceFiles(root, ['functions', 'shared']).flatMap((file) =>
    nodesOf(file.syntax).flatMap((node) => {
      if (!ts.isStringLiteralLike(node) || !types.includes(node.text)) return [];
      return file.path.startsWith(`${typesFolder}/${node.text}/`) ? [] : [`${placeOf(file, node)} names ${node.text}`];
    }),
  );
}
