import { runCase } from './command-line.ts';
import { thisTerminal } from './terminal.ts';

process.exitCode = await runCase(process.argv.slice(2), thisTerminal());
