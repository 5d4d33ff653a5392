import type { Finding } from './diagnosis.ts';

const marks = { fine: '✓', look: '!', broken: '✗' } as const;

/** A line for each finding, and below it what to do. */
export function renderDoctor(findings: readonly Finding[]): string {
  const wide = Math.max(...findings.map(({ about }) => about.length));
  return findings
    .flatMap(({ about, state, says, todo }) => [
      `${marks[state]} ${about.padEnd(wide)}  ${says}`,
      ...(todo ? [`${' '.repeat(wide + 4)}→ ${todo}`] : []),
    ])
    .join('\n');
}
