import * as z from 'zod';

/** What is wrong at one place of a configuration, a line per key: `links.tlDays: unknown key, did you mean …?` */
export function describeIssue(schema: z.ZodType, issue: z.core.$ZodIssue): string[] {
  const at = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, at);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      return `${[...at, key].join('.')}: unknown key, ${near ? `did you mean "${near}"?` : `known: ${known.join(', ')}`}`;
    });
  }
  if (issue.code === 'invalid_value') {
    const near = typeof issue.input === 'string' ? nearest(issue.input, issue.values.map(String)) : undefined;
    const hint = near ? `, did you mean "${near}"?` : '';
    return [
      `${at.join('.')}: ${JSON.stringify(issue.input)} is refused, allowed: ${issue.values.map(String).join(', ')}${hint}`,
    ];
  }
  return [`${at.join('.') || 'ordermend'}: ${issue.message}`];
}

function keysAt(schema: z.ZodType, path: readonly string[]): string[] {
  let at = unwrap(schema);
  for (const key of path) {
    const next = at instanceof z.ZodObject ? at.shape[key] : at instanceof z.ZodRecord ? at.valueType : undefined;
    if (!next) return [];
    at = unwrap(next as z.ZodType);
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrap(schema: z.ZodType): z.ZodType {
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wraps ? unwrap(schema.unwrap() as z.ZodType) : schema;
}

/** The known word that a typing slip could have meant: at most a third of its letters differ. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (const [j, other] of [...b].entries()) {
      row.push(Math.min(previous[j + 1]! + 1, row[j]! + 1, previous[j]! + (letter === other ? 0 : 1)));
    }
    previous = row;
  }
  return previous[b.length]!;
}
