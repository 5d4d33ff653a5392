import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsUnder } from './source-files.ts';

const repository = join(import.meta.dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { scripts: object };
const workflows = pathsUnder(repository, '.github/workflows').map(
  (path) => [path, readFileSync(join(repository, path), 'utf8')] as const,
);
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);

describe('the workflows', () => {
  it('test, in the night for longer, show what a change does to an account, and deploy', () => {
    expect(workflows.map(([path]) => path)).toEqual([
      '.github/workflows/deploy.yml',
      '.github/workflows/diff.yml',
      '.github/workflows/nightly.yml',
      '.github/workflows/test.yml',
    ]);
  });

  it.each(workflows)('%s uses actions of known owners by their major version', (_, text) => {
    const used = all(text, /uses: (\S+)/g);
    expect(used.length).toBeGreaterThan(1);
    expect(used.filter((action) => !/^(actions|aws-actions)\/[\w-]+@v\d+$/.test(action))).toEqual([]);
  });

  it.each(workflows)('%s knows no secret and says what its token may do', (_, text) => {
    expect(text).not.toMatch(/secrets\.|AKIA|aws-secret-access-key/);
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
  });

  it.each(workflows)('%s runs commands that exist, and takes no word of an event into a shell', (_, text) => {
    for (const script of all(text, /npm run ([\w:-]+)/g)) expect(Object.keys(manifest.scripts)).toContain(script);
    const commands = all(text, /run: (?:\|\n)?((?:.|\n {10})*)/g);
    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  });
});
