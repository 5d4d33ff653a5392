import { Account } from './account.ts';
import { Clock } from './clock.ts';
import { lowerCaseNames } from './http/message.ts';
import { HttpEndpoint } from './http-endpoint.ts';
import { FunctionError } from './lambda/function-error.ts';
import type { Counts, HttpAnswer, HttpCall, LocalRuntime, LocalRuntimeOptions } from './local-runtime.ts';
import { seededRandom } from './random.ts';
import { ResourceNames } from './resource-names.ts';
import type { Json } from './service.ts';
import { readAssembly } from './template/assembly.ts';
import { type Deployment, deploy } from './template/deployment.ts';

export { WarmEnvironments } from './lambda/warm-environments.ts';
export type * from './local-runtime.ts';

const defaultSeed = 1;
const defaultStart = new Date('2026-01-05T08:00:00Z');
const defaultLimit = 400 * 86_400_000;

/** Deploys a synthesized application into an empty account in this process. */
export async function boot(options: LocalRuntimeOptions): Promise<LocalRuntime> {
  const stacks = readAssembly(options.assembly);
  const clock = new Clock((options.start ?? defaultStart).getTime());
  const random = seededRandom(options.seed ?? defaultSeed);
  const account = stacks.find((stack) => stack.account)?.account ?? '000000000000';
  const region = stacks.find((stack) => stack.region)?.region ?? 'us-east-1';
  const { faults = {}, keep = {}, warm, code, copies } = options;
  const cloud = new Account({ clock, random, account, region, faults, keep, warm, code, copies });
  const deployment = await deploy(stacks, { account, region, types: cloud.resourceTypes });
  cloud.cloudformation.deployed(deployment.stacks);
  const endpoint = options.port === undefined ? undefined : await HttpEndpoint.open(cloud, deployment, options.port);
  return runtimeOf(cloud, deployment, endpoint);
}

function runtimeOf(cloud: Account, deployment: Deployment, endpoint: HttpEndpoint | undefined): LocalRuntime {
  const { clock, call } = cloud.site;
  const names = new ResourceNames(deployment.resources);
  const never = () => false;
  const closing = new AbortController();
  return {
    clock,
    call,
    mailbox: cloud.ses.mails.items,
    recipients: cloud.ses.recipients,
    alerts: cloud.sns.alerts.items,
    events: cloud.events.published.items,
    logs: cloud.logs.items,
    neverWorked: cloud.lambda.neverWorked,
    get counts() {
      return countsOf(cloud);
    },
    forgetDelivered: () => {
      for (const list of [cloud.ses.mails, cloud.sns.alerts, cloud.events.published]) list.forget();
    },
    onRecord: (listener) => cloud.dynamodb.onRecord(listener),
    faults: cloud.faults,
    outputs: deployment.outputs,
    resourceName: (wanted) => names.find(wanted),
    idle: async () => {
      await clock.drive(never, clock.now());
    },
    pass: async (ms) => {
      await clock.drive(never, clock.now() + ms);
    },
    until: (done, limitMs = defaultLimit) => clock.drive(done, clock.now() + limitMs),
    follow: (stop) => clock.follow(AbortSignal.any([stop, closing.signal]), Date.now),
    http: (request) => answerOf(cloud, request),
    invoke: async (FunctionName, Payload) => {
      const answer = await call({ service: 'lambda', operation: 'Invoke', input: { FunctionName, Payload } });
      if (answer.FunctionError !== undefined) throw FunctionError.from(answer.Payload ?? null);
      return (answer.Payload ?? null) as Json;
    },
    ...(endpoint && { url: endpoint.url }),
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await endpoint?.close();
      cloud.close();
    },
  };
}

const countsOf = ({ ses, sns, events, states, logs }: Account): Counts => ({
  mails: ses.mails.total,
  alerts: sns.alerts.total,
  events: events.published.total,
  executions: states.executionCount,
  logs: logs.total,
});

async function answerOf({ restApis }: Account, { method, path, headers, body }: HttpCall): Promise<HttpAnswer> {
  const url = new URL(path, 'http://local');
  const api = restApis.find(({ id }) => url.hostname.startsWith(`${id}.`)) ?? restApis[0];
  if (!api) throw new Error('the application has no REST API');
  return api.answer({
    method,
    path: url.pathname + url.search,
    headers: lowerCaseNames(headers ?? {}),
    body: body ?? '',
  });
}
