import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

/** The options of `npm run trial`, checked. */
export interface TrialOptions {
  readonly seed: number;
  readonly limit?: number;
  readonly stock?: string;
  readonly json: boolean;
  readonly report: string;
  readonly assembly?: string;
  readonly asDeployed: boolean;
  readonly shortage: number;
  readonly leadDays: number;
  readonly knownDates: number;
  readonly slips: number;
  readonly substitutes: number;
  readonly silent: number;
  readonly replyHours: number;
  readonly doubleClicks: number;
  readonly scanners: number;
  readonly refundFailures: number;
  readonly staffHours: number;
  readonly caseHours: number;
  readonly patienceDays: number;
}

const share = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('allowed: a share from 0 to 1, such as 0.05');
  }
  return value;
};

const whole =
  (from: number, to: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < from || value > to) {
      throw new InvalidArgumentError(`allowed: a whole number from ${from} to ${to}`);
    }
    return value;
  };

const positive =
  (to: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value > 0 && value <= to)) {
      throw new InvalidArgumentError(`allowed: a number above 0, at most ${to}`);
    }
    return value;
  };

const option = <T>(flags: string, text: string, read: (text: string) => T, standard?: T): Option => {
  const made = new Option(flags, text).argParser(read);
  return standard === undefined ? made : made.default(standard);
};

/** Thrown when the arguments cannot be used, or asked for help only; all that had to be said has been printed. */
export class ArgumentsEnd extends Error {
  override readonly name = 'ArgumentsEnd';
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`arguments: exit ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** Reads the arguments after `npm run trial --`. @throws ArgumentsEnd */
export function readArguments(args: readonly string[]): { file: string; options: TrialOptions } {
  const command = trialCommand();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new ArgumentsEnd(error.exitCode === 0 ? 0 : 2);
  }
  return { file: command.args[0]!, options: command.opts<TrialOptions>() };
}

function trialCommand(): Command {
  return new Command('npm run trial --')
    .description(
      'Runs the orders of a file through the whole system in virtual time, on this machine only: nothing is sent, paid or\n' +
        'deployed. Takes orders as CSV or JSONL (docs/trial.md), Shopify’s order export or the UCI Online Retail layout,\n' +
        'gzip or not; the layout is told by its header.',
    )
    .argument('<file>', 'the orders')
    .optionsGroup('What is run')
    .addOption(new Option('--stock <file>', 'the stock, CSV or JSONL (docs/trial.md)').conflicts(['shortage']))
    .addOption(option('--limit <n>', 'only the first N orders by time', whole(1, 10_000_000)))
    .addOption(option('--seed <n>', 'the same seed gives the same trial', whole(0, 4_294_967_295), 1))
    .addOption(
      option(
        '--patience-days <n>',
        'wait so long for what is open after the last order, or the last day that one is promised for',
        whole(1, 365),
        45,
      ),
    )
    .addOption(new Option('--assembly <dir>', 'run this synthesized application instead of making it anew'))
    .addOption(
      new Option('--as-deployed', 'run the functions with the AWS SDK, as they are deployed: slower').default(false),
    )
    .optionsGroup('What is printed')
    .addOption(new Option('--json', 'print the summary as JSON and nothing else on stdout').default(false))
    .addOption(new Option('--report <path>', 'where the HTML report goes').default('.local/trial/report.html'))
    .optionsGroup('The stock (shares from 0 to 1)')
    .addOption(option('--shortage <share>', 'orders that meet an empty shelf, when no stock is given', share, 0.05))
    .addOption(option('--lead-days <days>', 'median days until an empty shelf is filled', positive(365), 10))
    .addOption(option('--known-dates <share>', 'deliveries whose date is known beforehand', share, 0.7))
    .addOption(option('--slips <share>', 'known dates that slip by 3 to 14 days', share, 0.15))
    .addOption(option('--substitutes <share>', 'SKUs that run out and have substitutes', share, 0.5))
    .optionsGroup('The people (shares from 0 to 1)')
    .addOption(option('--silent <share>', 'questions that are never answered', share, 0.25))
    .addOption(option('--reply-hours <hours>', 'median hours to an answer (log-normal)', positive(8760), 6))
    .addOption(option('--double-clicks <share>', 'answers that are sent twice at once', share, 0.05))
    .addOption(option('--scanners <share>', 'mails whose link a scanner opens first', share, 0.3))
    .addOption(option('--refund-failures <share>', 'refunds that fail on their way', share, 0.02))
    .addOption(option('--staff-hours <hours>', 'median hours until staff release an incident', positive(8760), 2))
    .addOption(
      option(
        '--case-hours <hours>',
        'median hours until staff have seen to a case that needs them',
        positive(8760),
        24,
      ),
    )
    .addHelpText(
      'after',
      '\nExit code: 0 = every invariant held, 1 = one did not (named with its order), 2 = arguments or file cannot be used.',
    )
    .showHelpAfterError('(npm run trial -- --help lists what is allowed)')
    .allowExcessArguments(false)
    .exitOverride();
}
