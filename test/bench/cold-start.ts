import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, contentsOf } from '#infra/bundle.ts';
import { functions } from '#infra/functions.ts';
import { entries, shortName } from './bundle-bytes.ts';
import { ChildFailed, jsonOf } from './child.ts';
import { usesOf, writeClientAlone } from './client-alone.ts';
import { firstEventOf } from './first-events.ts';
import { openLoopbackService } from './loopback-service.ts';
import type { Measurement } from './measurement.ts';
import { interleave, median } from './samples.ts';
import { environmentsOf } from './template.ts';

interface Start {
  readonly init: number;
  readonly initAndFirst: number;
  readonly ended: string;
}

/** Each function's cold start in a Node of its own: loading, and loading with the first handled event. */
export const coldStart: Measurement = {
  name: 'start',
  about: 'init, and init + first call, against its SDK clients alone, same flags and one call of each client',
  rounds: 25,
  run: async ({ rounds, assembly, root, tick }) => {
    await using service = await openLoopbackService();
    const contents = contentsOf(entries, root);
    const clientsOf = new Map([...contents].map(([entry, held]) => [entry, writeClientAlone(root, usesOf(held))]));
    const clients = [...new Set(clientsOf.values())];
    const outDir = join(root, '.local/bundles/bench-start');
    const folders = bundle([...entries, ...clients], { root, outDir });
    // In Lambda no package.json stands above a bundle; here the repository's own would make it a module.
    writeFileSync(join(outDir, 'package.json'), JSON.stringify({ type: 'commonjs' }));
    const environmentOf = environmentsOf(assembly);
    const inits = new Map<string, number[]>();

    const cold = (entry: string, event: object, variables: Record<string, string>) => async () => {
      const before = service.asked();
      const words = [
        join(import.meta.dirname, 'start-once.cjs'),
        join(folders.get(entry)!, 'index.js'),
        JSON.stringify(event),
      ];
      const start = await jsonOf<Start>(words, { ...lambdaEnvironment, ...variables, AWS_ENDPOINT_URL: service.url });
      if (service.asked() === before) throw new ChildFailed(`${entry} called no service: it ${start.ended}`);
      inits.set(entry, [...(inits.get(entry) ?? []), start.init]);
      return start.initAndFirst;
    };
    const specs = entries.map((entry) => functions.find((spec) => spec.entry === entry)!);
    const sums = await interleave(
      Object.fromEntries([
        ...specs.map((spec) => [spec.entry, cold(spec.entry, firstEventOf(spec), environmentOf(spec.name))] as const),
        ...clients.map((entry) => [entry, cold(entry, {}, {})] as const),
      ]),
      rounds,
      tick,
    );
    return entries.flatMap((entry) => {
      const alone = clientsOf.get(entry)!;
      const name = shortName(entry);
      return [
        {
          what: `${name}: init`,
          ours: median(inits.get(entry)!),
          base: median(inits.get(alone)!),
          unit: 'ms' as const,
        },
        { what: `${name}: init + first`, ours: median(sums[entry]!), base: median(sums[alone]!), unit: 'ms' as const },
      ];
    });
  },
};

const lambdaEnvironment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: 'local',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
};
