import ts from 'typescript';
import { nodesOf, pathsUnder, placeOf, sourceFiles } from './source-files.ts';

const schemas = 'docs/events';

/** Events that `functions` and `shared` put out by a name for which no JSON Schema is published. */
export function unpublishedEvents(root: string): string[] {
  const published = new Set(pathsUnder(root, schemas));
  return sourceFiles(root, ['functions', 'shared']).flatMap((file) =>
    nodesOf(file.syntax).flatMap((node) => {
      if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'detailType') return [];
      return literalsIn(node.initializer)
        .filter(({ text }) => !published.has(`${schemas}/${text}.schema.json`))
        .map(
          (literal) =>
            `${placeOf(file, literal)} puts out ${literal.text}, but there is no ${schemas}/${literal.text}.schema.json`,
        );
    }),
  );
}

/** The names that an expression such as `held ? 'OrderHeld' : 'OrderReleased'` may stand for. */
function literalsIn(expression: ts.Expression): ts.StringLiteralLike[] {
  if (ts.isStringLiteralLike(expression)) return [expression];
  if (!ts.isConditionalExpression(expression)) return [];
  return [...literalsIn(expression.whenTrue), ...literalsIn(expression.whenFalse)];
}
