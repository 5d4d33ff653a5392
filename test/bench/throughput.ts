import { performance } from 'node:perf_hooks';
import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Measurement } from './measurement.ts';
import { interleave, median } from './samples.ts';
import { fillShelves, openShop, orderFor, putRow } from './shop.ts';

const orders = 400;
/** Every twentieth order is short: 5 %. */
const shortEvery = 20;

/** Thrown when a run that is timed does not end as it must. */
class FlowIncomplete extends Error {
  override readonly name = 'FlowIncomplete';
}

/** How many orders go through everything: detection, stock, cases, mails, replies, decisions, new allocation. */
export const throughput: Measurement = {
  name: 'throughput',
  about: `${orders} orders, 5 % short, to the last mended one in virtual time, against writing their rows only`,
  rounds: 5,
  run: async ({ rounds, assembly, tick }) => {
    const { flow, rows } = await interleave(
      { flow: () => timed(assembly, wholeFlow), rows: () => timed(assembly, rowsOnly) },
      rounds,
      tick,
    );
    const perSecond = (ms: number) => (orders / ms) * 1000;
    return [
      {
        what: 'orders through the whole flow',
        ours: perSecond(median(flow)),
        base: perSecond(median(rows)),
        unit: 'orders/s',
        baseUnit: 'writes/s',
      },
    ];
  },
};

async function timed(assembly: string, work: (runtime: LocalRuntime) => Promise<void>): Promise<number> {
  await using runtime = await openShop({ assembly });
  await fillShelves(runtime);
  await runtime.idle();
  const began = performance.now();
  await work(runtime);
  return performance.now() - began;
}

async function rowsOnly(runtime: LocalRuntime): Promise<void> {
  for (let n = 0; n < orders; n++) await writeOrder(runtime, n);
}

async function wholeFlow(runtime: LocalRuntime): Promise<void> {
  for (let n = 0; n < orders; n++) await writeOrder(runtime, n);
  const asked = Math.ceil(orders / shortEvery);
  if (!(await runtime.until(() => runtime.mailbox.length >= asked, 3_600_000))) {
    throw new FlowIncomplete(`${runtime.mailbox.length} of ${asked} customers were asked within the hour`);
  }
  for (const { text } of runtime.mailbox.slice(0, asked)) await takeSubstitute(runtime, text ?? '');
  const resolved = () => runtime.events.filter(({ event }) => event['detail-type'] === 'ExceptionResolved').length;
  if (!(await runtime.until(() => resolved() >= asked, 86_400_000))) {
    throw new FlowIncomplete(`${resolved()} of ${asked} cases were resolved within the day`);
  }
}

function writeOrder(runtime: LocalRuntime, n: number) {
  const sku = n % shortEvery === 0 ? 'MUG-RED' : 'MUG-BLUE';
  return putRow(runtime, 'Orders', orderFor(sku, `flow-${n}`, new Date(runtime.clock.now())));
}

/** The customer opens the link and takes what is offered instead. */
async function takeSubstitute(runtime: LocalRuntime, mail: string): Promise<void> {
  const path = /https?:\/\/[^\s]+?(\/r\/\S+)/.exec(mail)?.[1] ?? '';
  const page = await runtime.http({ method: 'GET', path });
  const field = (pattern: RegExp) => pattern.exec(page.body)?.[1] ?? '';
  const fields = {
    offer: field(/name="offer" value="([^"]+)"/),
    [field(/name="(unit\.[^"]+)"/)]: field(/value="(substitute[^"]*)"/),
  };
  const answer = await runtime.http({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  if (answer.status !== 200) throw new FlowIncomplete(`the reply page answered ${answer.status}: ${answer.body}`);
}
