import ts from 'typescript';
import { nodesOf, placeOf, type SourceFile, sourceFiles } from './source-files.ts';

/** The one module of the product that may ask the machine for the time and for chance. */
export const clockModule = 'shared/lambda/clock.ts';

/** Reading these members of a global is a function of its arguments alone. */
const pureMembers: Readonly<Record<string, (member: string) => boolean>> = {
  Date: (member) => member === 'parse' || member === 'UTC',
  Math: (member) => member !== 'random',
  performance: () => false,
  setTimeout: () => false,
  setInterval: () => false,
  setImmediate: () => false,
};
/** Functions that a module or an object gives away; taking one is enough to be found. */
const chance = ['randomUUID', 'randomBytes', 'randomInt', 'randomFillSync', 'getRandomValues', 'hrtime'];
const clockModules = ['perf_hooks', 'timers', 'timers/promises'];

/** The expression by which a global is reached: itself, or `globalThis.Date`. */
function reached(identifier: ts.Identifier): ts.Node {
  const { parent } = identifier;
  const viaGlobal = ts.isPropertyAccessExpression(parent) && parent.expression.getText() === 'globalThis';
  return viaGlobal ? parent : identifier;
}

/** True for a name that is only a label: a key, a member of something else, a type. */
function isLabel(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.name === identifier && parent.expression.getText() !== 'globalThis';
  }
  return (
    ts.isTypeNode(parent) ||
    ts.isQualifiedName(parent) ||
    ts.isImportSpecifier(parent) ||
    (ts.isBindingElement(parent) && parent.propertyName === identifier) ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent)) &&
      parent.name === identifier)
  );
}

/** How a global that knows time or chance is used, or nothing when the use depends on its arguments alone. */
function useOfGlobal(identifier: ts.Identifier): string | undefined {
  const pure = pureMembers[identifier.text];
  if (!pure || isLabel(identifier)) return undefined;
  const expression = reached(identifier);
  const { parent } = expression;
  const name = identifier.text;
  if (ts.isPropertyAccessExpression(parent)) {
    return pure(parent.name.text) ? undefined : `${name}.${parent.name.text}()`;
  }
  if (ts.isNewExpression(parent) && parent.expression === expression) {
    return parent.arguments?.length ? undefined : `new ${name}()`;
  }
  if (ts.isCallExpression(parent) && parent.expression === expression) return `${name}()`;
  const compared = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return compared ? undefined : `${name} under another name`;
}

function useOfModule(node: ts.Node): string | undefined {
  if (ts.isImportSpecifier(node)) {
    const taken = (node.propertyName ?? node.name).text;
    return chance.includes(taken) ? `${taken}()` : undefined;
  }
  if (ts.isPropertyAccessExpression(node) && chance.includes(node.name.text)) return `${node.getText()}()`;
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return undefined;
  const module = node.moduleSpecifier.text.replace(/^node:/, '');
  return clockModules.includes(module) ? `import of ${module}` : undefined;
}

/** Places in `functions` and `shared` that take time or chance from the machine, so that a run could not be replayed. */
export function unrepeatableCalls(root: string): string[] {
  return sourceFiles(root, ['functions', 'shared'])
    .filter(({ path }) => path !== clockModule)
    .flatMap((file) =>
      nodesOf(file.syntax).flatMap((node) => {
        const use = ts.isIdentifier(node) ? useOfGlobal(node) : useOfModule(node);
        return use ? [`${placeOf(file, node)} ${use}`] : [];
      }),
    );
}

/** Words after which `order` is the order of a list. */
const sequence = 'in|any|same|sort|sorted|reverse|key|byte|insertion';
const sequenceText = new RegExp(`\\b(${sequence}|out of) order\\b(?!-)|\\border (of|by|in which)\\b`, 'gi');

/** `orderId`, `openOrders`, `orders` name an order of the shop; `order`, `orderBy` and `reverseOrder` do not. */
function namesAnOrder(name: string): boolean {
  const spelt = /[a-z]/.test(name) ? name : name.toLowerCase();
  const words = spelt.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
  if (words.includes('orders')) return true;
  const at = words.indexOf('order');
  if (at === -1 || words.length === 1) return false;
  return at === 0 ? words[1] !== 'by' : !sequence.split('|').includes(words[at - 1]!);
}

const textNamesAnOrder = (text: string) => /\border|ordermend/i.test(text.replace(sequenceText, ''));

function saysOrder(node: ts.Node): boolean {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) return namesAnOrder(node.text.replace(/^#/, ''));
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
    return textNamesAnOrder(node.text);
  }
  return ts.isJsxText(node) && textNamesAnOrder(node.text);
}

/** Places where the local runtime, which knows CloudFormation only, speaks of the shop's orders. */
export function wordsOfTheShop(root: string, folder = 'infra/local-runtime'): string[] {
  return sourceFiles(root, [folder]).flatMap((file) =>
    nodesOf(file.syntax)
      .filter(saysOrder)
      .map((node) => `${placeOf(file, node)} ${node.getText().slice(0, 60)}`),
  );
}

/** Folder and file names that say nothing about what is inside. */
export function emptyNames(files: readonly SourceFile[]): string[] {
  const empty = /(^|[/.-])(utils?|helpers?|commons?|managers?)([/.-]|$)/;
  return files.map(({ path }) => path).filter((path) => empty.test(path));
}

/** A file that is longer than a reader takes in at once: more lines than this. */
export const longestFile = 300;

const linesOf = ({ text }: SourceFile) => text.trimEnd().split('\n').length;

/** Files in `functions`, `shared` and `infra` that have grown too long, those with a reason excepted. */
export function longFiles(root: string, reasons: Readonly<Record<string, string>> = {}): string[] {
  const lengths = sourceFiles(root, ['functions', 'shared', 'infra']).map((file) => ({
    path: file.path,
    lines: linesOf(file),
  }));
  const long = lengths.filter(({ lines }) => lines > longestFile);
  return [
    ...long.filter(({ path }) => !reasons[path]).map(({ path, lines }) => `${path} has ${lines} lines`),
    ...Object.keys(reasons)
      .filter((path) => !long.some((file) => file.path === path))
      .map((path) => `${path} is excepted, but is not long`),
  ];
}

/** A handler that is longer than this does more than parse, make one call and map the result. */
export const longestHandler = 40;

/** Handlers that hold what belongs into a module beside them. */
export function longHandlers(root: string): string[] {
  return sourceFiles(root, ['functions'])
    .filter(({ path }) => /\.handler\.tsx?$/.test(path))
    .filter((file) => linesOf(file) > longestHandler)
    .map((file) => `${file.path} has ${linesOf(file)} lines`);
}
