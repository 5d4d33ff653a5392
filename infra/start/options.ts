import { Command, CommanderError, InvalidArgumentError } from 'commander';

export interface StartOptions {
  /** Ends by itself when the stories are told. */
  readonly once: boolean;
  readonly port: number;
}

/** Where a person finds the pages, unless another port is asked for. */
const usualPort = 4510;

/** Thrown when the arguments end the command: asked for help (0), or wrong (2); what had to be said has been said. */
export class ArgumentsEnd extends Error {
  override readonly name = 'ArgumentsEnd';
  readonly exitCode: number;
  constructor(exitCode: number) {
    super('arguments');
    this.exitCode = exitCode;
  }
}

/** `say` gets what is to be read: help, or what was wrong. @throws ArgumentsEnd */
export function readArguments(args: readonly string[], say: (text: string) => void): StartOptions {
  const command = new Command('npm start --')
    .description(
      'Deploys the synthesized application on this machine, plays three case studies, and stays up for you to look at and try.',
    )
    .option('--once', 'end when the stories are told: code 0 only if every outcome was right', false)
    .option('--port <number>', 'where the pages are served on 127.0.0.1; 0 = any that is free', portNumber, usualPort)
    .addHelpText('after', '\nExamples:\n  npm start\n  npm start -- --once\n  npm start -- --port 8080')
    .configureOutput({ writeOut: say, writeErr: say })
    .exitOverride();
  try {
    return command.parse(args, { from: 'user' }).opts<StartOptions>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new ArgumentsEnd(error.exitCode === 0 ? 0 : 2);
  }
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('a port is a whole number from 0 to 65535');
}
