import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Command } from 'commander';
import { CatalogUnreadable } from './catalog-line.ts';
import { NoPrecedent, newExceptionType } from './new-exception-type.ts';
import { longestTypeName, TypeNameRefused } from './type-name.ts';

const root = join(import.meta.dirname, '../..');

function write(name: string): void {
  try {
    const paths = newExceptionType(root, name);
    execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', ...paths], { cwd: root, stdio: 'pipe' });
    process.stdout.write(
      `Written:\n${paths.map((path) => `  ${path}`).join('\n')}\n\nnpm run check:architecture says what is unwritten; docs/add-an-exception-type.md how to write it.\n`,
    );
  } catch (error) {
    const known = [TypeNameRefused, CatalogUnreadable, NoPrecedent].some((kind) => error instanceof kind);
    if (!known) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

new Command('npm run new:exception-type')
  .description(
    'Writes the skeleton of a new exception type: its folder, its state machine, its scenario, its line in the catalog.',
  )
  .argument('<name>', `kebab-case, at most ${longestTypeName} characters, such as payment-failure`)
  .allowExcessArguments(false)
  .showHelpAfterError()
  .action(write)
  .parse();
