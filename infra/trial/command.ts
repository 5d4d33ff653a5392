import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { WarmEnvironments } from '#infra/local-runtime/boot.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import { deployedConfig, fastCode, SynthesisFailed, stageNames, synthesize } from './deployment.ts';
import { FunctionBroken } from './observation/broken-functions.ts';
import { ArgumentsEnd, readArguments, type TrialOptions } from './options.ts';
import type { TrialOrder } from './orders/order-draft.ts';
import { readOrders } from './orders/read-orders.ts';
import type { RejectedRow } from './orders/rejected-row.ts';
import { FileRefused } from './orders/source-file.ts';
import { ProgressBar } from './progress-bar.ts';
import { reportPage } from './report/page.tsx';
import { rejectedText, summaryTable, violationsText } from './report/terminal.ts';
import { assumedStock } from './stock/assumed-stock.ts';
import { givenStock } from './stock/given-stock.ts';
import type { Shelf } from './stock/shelf.ts';
import { readStock } from './stock/stock-file.ts';
import { type StockSummary, stockSummary } from './stock/stock-summary.ts';
import { judgingOf, summaryOf, type TrialRun } from './summary.ts';
import { runTrial } from './trial.ts';

/** Where the command writes, and what it finds made already; a test gives its own. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: NodeJS.WritableStream;
  /** The functions with the stand-ins for the SDK, by name; absent: they are bundled for this trial. */
  readonly code?: ReadonlyMap<string, string>;
  /** Functions that are loaded already. */
  readonly warm?: WarmEnvironments;
}

/** `npm run trial -- FILE`. Gives the exit code: 0 = all held, 1 = an invariant did not, 2 = it could not be run. */
export async function trial(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const began = performance.now();
  const { out, err } = surroundings;
  try {
    const { file, options } = readArguments(args);
    const run = await prepared(file, options, surroundings);
    const summary = summaryOf(run);
    const report = resolve(options.report);
    const rejected = [...run.file.rejected, ...run.stockRejected];
    await mkdir(dirname(report), { recursive: true });
    await writeFile(
      report,
      reportPage(summary, {
        rejected,
        cases: run.outcome.cases.all(),
        judging: judgingOf(run),
        orders: run.orders,
        hoursToAnswer: run.outcome.customers.figures.hoursToAnswer,
      }),
    );
    const said = options.json
      ? [JSON.stringify(summary, null, 2)]
      : [...rejectedText(rejected, report), summaryTable(summary), ...violationsText(summary), `Report: ${report}`];
    err.write(`${measured(performance.now() - began)}\n`);
    out(`${said.join('\n')}\n`);
    return summary.violations.count > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof ArgumentsEnd) return error.exitCode;
    if (!isExpected(error)) throw error;
    err.write(`${error.message}\n`);
    return 2;
  }
}

/** What whoever runs the command can mend by what it says. */
const isExpected = (error: unknown): error is Error =>
  error instanceof FileRefused || error instanceof SynthesisFailed || error instanceof FunctionBroken;

/** Wall time, processor time and the most memory that was held: not part of the summary, which is the same everywhere. */
function measured(ms: number): string {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1_000_000;
  return `took ${(ms / 1000).toFixed(0)} s (${cpu.toFixed(0)} s of processor time), ${Math.round(maxRSS / 1024)} MiB at most`;
}

async function prepared(path: string, options: TrialOptions, { err, code, warm }: Surroundings): Promise<TrialRun> {
  const file = await readOrders(path);
  const orders = file.orders.slice(0, options.limit);
  if (orders.length === 0) {
    const said = rejectedText(file.rejected, 'nowhere: there is no report');
    throw new FileRefused([`${path}: no order in it can be used (${file.rows} rows read)`, ...said].join('\n'));
  }
  const placed = new Set(orders.map(({ order }) => order.orderId));
  const { shelves, stock, stockRejected } = await stockFor(orders, options);
  const bar = new ProgressBar(err, orders.length);
  bar.say('synthesizing the application');
  const assembly = options.assembly ?? (await synthesize());
  const config = deployedConfig();
  const folder = await mkdtemp(join(tmpdir(), 'ordermend-trial-'));
  bar.start();
  try {
    const outcome = await runTrial(
      {
        assembly,
        ...(!options.asDeployed && { code: code ?? fastCode(stageNames(config), folder) }),
        ...(warm && { warm }),
        config,
        seed: options.seed,
        orders,
        cancellations: file.cancellations.filter(({ orderId }) => placed.has(orderId)),
        shelves,
        customers: options,
        refundFailures: options.refundFailures,
        staffHours: options.staffHours,
        caseHours: options.caseHours,
        patienceDays: options.patienceDays,
      },
      (progress) => bar.show(progress),
    );
    return { path, seed: options.seed, config, file, orders, stock, stockRejected, outcome };
  } finally {
    bar.stop();
    await rm(folder, { recursive: true });
  }
}

async function stockFor(
  orders: readonly TrialOrder[],
  options: TrialOptions,
): Promise<{ shelves: Shelf[]; stock: StockSummary; stockRejected: readonly RejectedRow[] }> {
  const random = seededRandom(options.seed).fork('stock');
  if (options.stock === undefined) {
    const shelves = assumedStock(orders, options, random);
    return {
      shelves,
      stock: stockSummary('assumed', shelves, { settings: options, withoutShelf: [] }),
      stockRejected: [],
    };
  }
  const { rows, rejected } = await readStock(options.stock);
  const { shelves, withoutShelf } = givenStock(rows, orders, { settings: options, random });
  return {
    shelves,
    stock: stockSummary('file', shelves, { settings: options, withoutShelf }),
    stockRejected: rejected,
  };
}
