import ts from 'typescript';
import { nodesOf, placeOf, type SourceFile, sourceFiles } from './source-files.ts';

/** The one module of the product that may ask the machine for the time and for chance. */
export const clockModule = 'shared/lambda/clock.ts';

const unrepeatable = new Set([
  'Date.now()',
  'Date()',
  'new Date()',
  'Math.random()',
  'performance.now()',
  'randomUUID()',
  'crypto.randomUUID()',
  'setTimeout()',
  'setInterval()',
]);

/** `Date.now()`, `new Date()` and the like: the call as it would be written without arguments. */
function callOf(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node)) return `${node.expression.getText().replace(/^globalThis\./, '')}()`;
  if (!ts.isNewExpression(node) || node.arguments?.length) return undefined;
  return `new ${node.expression.getText().replace(/^globalThis\./, '')}()`;
}

/** Places in `functions` and `shared` that take time or chance from the machine, so that a run could not be replayed. */
export function unrepeatableCalls(root: string): string[] {
  return sourceFiles(root, ['functions', 'shared'])
    .filter(({ path }) => path !== clockModule)
    .flatMap((file) =>
      [...nodesOf(file.syntax)].flatMap((node) => {
        const call = callOf(node);
        return call && unrepeatable.has(call) ? [`${placeOf(file, node)} ${call}`] : [];
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
    [...nodesOf(file.syntax)].filter(saysOrder).map((node) => `${placeOf(file, node)} ${node.getText().slice(0, 60)}`),
  );
}

/** Folder and file names that say nothing about what is inside. */
export function emptyNames(files: readonly SourceFile[]): string[] {
  const empty = /(^|[/.-])(utils?|helpers?|commons?|managers?)([/.-]|$)/;
  return files.map(({ path }) => path).filter((path) => empty.test(path));
}
