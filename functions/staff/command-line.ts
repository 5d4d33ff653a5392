import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { systemWorld } from '#shared/lambda/clock.ts';
import { chooseAccount } from './account.ts';
import type { Clerk, Done } from './clerk.ts';
import type { Desk } from './desk.ts';
import type { ListOptions } from './list.ts';
import { CommandRefused, explained, refused } from './refusal.ts';
import { staffCode } from './staff-code.ts';
import type { Terminal } from './terminal.ts';

/** What every command takes. */
interface Common {
  readonly profile?: string;
  readonly region?: string;
  readonly stage?: string;
  readonly json?: boolean;
}

/** What every command takes that changes something. */
interface Writing extends Common {
  readonly by?: string;
  readonly yes?: boolean;
}

type Listing = Common & Omit<ListOptions, 'all'> & { readonly all?: boolean; readonly quarantine?: boolean };
type Deciding = Writing & { readonly choose?: string[]; readonly cancelOrder?: boolean; readonly close?: boolean };

const owners = ['staff', 'customer', 'finance', 'workflow'] as const;

/**
 * Runs one command as it was typed.
 * @returns the exit code: 0 done, 1 not possible as things stand, 2 typed wrongly
 */
export async function runCase(typed: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await program(terminal).parseAsync([...typed], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof CommandRefused) {
      terminal.err(`error: ${error.message}`);
      return error.kind === 'usage' ? 2 : 1;
    }
    const told = explained(error);
    if (!told) throw error;
    terminal.err(`error: ${told}`);
    return 1;
  }
}

function program(terminal: Terminal): Command {
  const root = new Command('npm run case --')
    .description('Cases of orders in trouble: look at them, decide them, let them go on.')
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .exitOverride()
    .showHelpAfterError('(what is allowed: add --help)')
    .addHelpText('after', `${example('list --owner staff')}\n  npm run case -- list --help`);
  looking(root, terminal);
  counting(root, terminal);
  onCases(root, terminal);
  onStage(root, terminal);
  return root;
}

function looking(root: Command, terminal: Terminal): void {
  common(root.command('list'))
    .description('open cases, oldest due first; open incidents before them')
    .addOption(new Option('--owner <owner>', 'whose turn it is').choices(owners))
    .option('--type <type>', 'of one exception type')
    .option('--all', 'closed ones too, of one month')
    .option('--month <yyyy-mm>', 'with --all: opened in this month (default: the present one)', month)
    .option('--quarantine', 'what could not be worked and was set aside')
    .option('--limit <n>', 'at most so many', count, 100)
    .addHelpText('after', example('list --owner staff'))
    .action(async (options: Listing) => {
      const desk = await opened(options, terminal);
      const { list, quarantine } = await import('./list.ts');
      const { renderList, renderQuarantine } = await import('./render-list.ts');
      if (options.quarantine) {
        const rows = await quarantine(desk, options.limit);
        return print(terminal, options, rows, () => renderQuarantine(rows));
      }
      const found = await list(desk, { ...options, all: options.all ?? false });
      print(terminal, options, found, () => renderList(found, options.all ?? false));
    });

  common(root.command('show'))
    .description('everything about a case: where it stands, why, and what you can run')
    .argument('<case>', 'id of a case, or of an order that has one')
    .addHelpText('after', example('show out-of-stock-4711-0123456789ab'))
    .action(async (id: string, options: Common) => {
      const desk = await opened(options, terminal);
      const { dossierOf } = await import('./dossier.ts');
      const { renderCase } = await import('./render-case.ts');
      const { standingOf } = await import('./standing.ts');
      const dossier = await dossierOf(desk, id);
      const { file, facts, type, operations, ...told } = dossier;
      const { orderNumber, holds } = facts?.order ?? {};
      const shown = { ...file, ...told, orderNumber, holds, ...standingOf(dossier) };
      print(terminal, options, shown, () => renderCase(dossier, staffCode(terminal.user, desk.stage)));
    });
}

function counting(root: Command, terminal: Terminal): void {
  common(root.command('causes'))
    .description('how often which cause was behind the cases of a type, in one month')
    .argument('<type>', 'an exception type that counts its causes')
    .option('--month <yyyy-mm>', 'opened in this month (default: the present one)', month)
    .addHelpText('after', example('causes customer-cancellation'))
    .action(async (type: string, options: Common & { readonly month?: string }) => {
      const desk = await opened(options, terminal);
      const { causes, renderCauses } = await import('./causes.ts');
      const found = await causes(desk, type, options.month);
      print(terminal, options, found, () => renderCauses(found));
    });

  common(root.command('satisfaction'))
    .description('how many customers were content with how their case was handled, in one month')
    .argument('[type]', 'of one exception type (default: of each)')
    .option('--month <yyyy-mm>', 'of cases that opened in this month (default: the present one)', month)
    .addHelpText('after', example('satisfaction out-of-stock'))
    .action(async (type: string | undefined, options: Common & { readonly month?: string }) => {
      const desk = await opened(options, terminal);
      const { renderSatisfaction, satisfaction } = await import('./satisfaction.ts');
      const found = await satisfaction(desk, type, options.month);
      print(terminal, options, found, () => renderSatisfaction(found));
    });
}

function onCases(root: Command, terminal: Terminal): void {
  writing(root.command('decide'))
    .description("decide in the customer's place, or close the case")
    .argument('<case>', 'id of a case, or of an order that has one')
    .option('--choose <unit=choice>', 'once for each unit of the offer that is not chosen beforehand', each)
    .option('--cancel-order', 'cancel the whole order')
    .option('--close', 'change and pay nothing; the same cause opens no other case')
    .addHelpText('after', example('decide out-of-stock-4711-0123456789ab --choose line-1=refund-line'))
    .action(async (id: string, options: Deciding) => {
      const { decide } = await import('./decide.ts');
      const chosen = {
        choose: options.choose ?? [],
        cancelOrder: options.cancelOrder ?? false,
        close: options.close ?? false,
      };
      await carryOut(terminal, options, (clerk) => decide(clerk, id, chosen));
    });

  writing(root.command('approve'))
    .description('let the step through that waits for your approval')
    .argument('<case>', 'id of a case, or of an order that has one')
    .addHelpText('after', example('approve out-of-stock-4711-0123456789ab'))
    .action(async (id: string, options: Writing) => {
      const { approve } = await import('./approve.ts');
      await carryOut(terminal, options, (clerk) => approve(clerk, id));
    });

  writing(root.command('release'))
    .description('let go what an incident holds back: all of it, or one case')
    .argument('<incident|case>', 'id of an incident, or of a case that it holds back')
    .addHelpText('after', example('release incident-out-of-stock-202603020801'))
    .action(async (id: string, options: Writing) => {
      const { release } = await import('./release.ts');
      await carryOut(terminal, options, (clerk) => release(clerk, id));
    });

  writing(root.command('undo'))
    .description('take back what a case corrected without asking, within its time and while nothing is packed')
    .argument('<case>', 'id of a case, or of an order that has one')
    .addHelpText('after', example('undo order-information-error-4711-0123456789ab'))
    .action(async (id: string, options: Writing) => {
      const { undo } = await import('./undo.ts');
      await carryOut(terminal, options, (clerk) => undo(clerk, id));
    });

  writing(root.command('retry'))
    .description('try again what broke: a refund that failed, a run that ended before its end')
    .argument('<case>', 'id of a case, or of an order that has one')
    .addHelpText('after', example('retry out-of-stock-4711-0123456789ab'))
    .action(async (id: string, options: Writing) => {
      const { retry } = await import('./retry.ts');
      await carryOut(terminal, options, (clerk) => retry(clerk, id));
    });
}

function onStage(root: Command, terminal: Terminal): void {
  common(root.command('cancel-link'))
    .description('print a link by which the customer of an order cancels it or withdraws from its contract')
    .argument('<order>', 'id of the order')
    .addHelpText('after', example('cancel-link 4711'))
    .action(async (id: string, options: Common) => {
      const desk = await opened(options, terminal);
      const { cancelLink } = await import('./cancel-link.ts');
      const link = await cancelLink(desk, id);
      print(terminal, options, link, () => `${link.url}\nIt holds until ${link.expiresAt}.`);
    });

  common(root.command('doctor'))
    .description(
      'look at everything that a deployed stage needs to do its work, and say what to do about what is wrong',
    )
    .addHelpText('after', example('doctor'))
    .action(async (options: Common) => {
      const desk = await opened(options, terminal);
      const { doctor } = await import('./doctor.ts');
      const { renderDoctor } = await import('./render-doctor.ts');
      const findings = await doctor(desk);
      print(terminal, options, findings, () => renderDoctor(findings));
      const broken = findings.filter(({ state }) => state === 'broken').length;
      if (broken > 0) throw refused(`${broken} of ${findings.length} findings keep the stage from its work (✗)`);
    });

  writing(root.command('pause'))
    .description('stop every write, mail and refund of the stage')
    .addHelpText('after', example('pause'))
    .action(async (options: Writing) => {
      const { pause } = await import('./kill-switch.ts');
      // A brake that asks first brakes late; nothing is lost by it.
      await carryOut(terminal, { ...options, yes: true }, pause);
    });

  writing(root.command('resume'))
    .description('end the pause')
    .addHelpText('after', example('resume'))
    .action(async (options: Writing) => {
      const { resume } = await import('./kill-switch.ts');
      await carryOut(terminal, options, resume);
    });
}

const common = (command: Command): Command =>
  command
    .option('--stage <stage>', 'stage of the deployment (default: ORDERMEND_STAGE, or the only one of the account)')
    .option('--profile <name>', 'AWS profile (default: AWS_PROFILE, the local runtime when it is up, then the default)')
    .option('--region <name>', 'AWS region')
    .option('--json', 'print the result as JSON');

const writing = (command: Command): Command =>
  common(command)
    .option('--by <name>', 'who does it, kept as a short code (default: your login name)')
    .option('--yes', 'do not ask');

const example = (words: string) => `\nExample:\n  npm run case -- ${words}`;

const each = (value: string, before: string[] = []) => [...before, value];

function count(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) throw new InvalidArgumentError('It is 1 to 10000.');
  return number;
}

function month(value: string): string {
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(value)) throw new InvalidArgumentError('It is a year and a month: 2026-03.');
  return value;
}

/** The SDK clients find their account when they are first loaded, so nothing that holds one is imported before. */
async function opened({ profile, region, stage }: Common, terminal: Terminal): Promise<Desk> {
  const account = await chooseAccount({ profile, region, stage }, terminal.surroundings);
  for (const [name, value] of Object.entries(account.variables)) terminal.setVariable(name, value);
  const { openDesk } = await import('./desk.ts');
  const desk = await openDesk(account);
  terminal.err(`${account.name}, stage ${desk.stage}`);
  return desk;
}

async function carryOut(terminal: Terminal, options: Writing, command: (clerk: Clerk) => Promise<Done>): Promise<void> {
  const desk = await opened(options, terminal);
  const code = staffCode(options.by ?? terminal.user, desk.stage);
  const confirm = (what: readonly string[]) => confirmed(terminal, options, what);
  const { summary, next, details } = await command({ desk, code, newId: systemWorld.newId, confirm });
  print(terminal, options, { summary, next, by: code, ...details }, () => [summary, ...next].join('\n'));
}

/** @throws CommandRefused when they do not want it, or nobody can be asked */
async function confirmed(terminal: Terminal, { yes }: Writing, what: readonly string[]): Promise<void> {
  if (yes) return;
  terminal.err(what.join('\n'));
  if (!terminal.interactive) throw refused('nothing was done: nobody can be asked here. To do it: --yes');
  const answer = await terminal.ask('Do it? [y/N] ');
  if (!/^y(es)?$/i.test(answer.trim())) throw refused('nothing was done');
}

const print = (terminal: Terminal, { json }: Common, value: unknown, words: () => string): void =>
  terminal.out(json ? JSON.stringify(value, null, 2) : words());
