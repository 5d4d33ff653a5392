import { type SourceTable, sourceTables } from '#shared/domain/primitives.ts';
import type { EnvironmentVariable } from '#shared/resources.ts';
import type { BoundResource } from './constructs/bound-resources.ts';
import type { Trigger } from './constructs/triggers.ts';
import { outboxRows, relayedRows, watchedRows } from './watched-records.ts';

/** One Lambda function: its code, what it may do with what, and what calls it. */
export interface FunctionSpec {
  readonly name: string;
  /** `functions/….handler.ts`. The file's name is the token by which a state machine calls it. */
  readonly entry: string;
  /** Resource → exactly the actions granted on it; its variables come along. */
  readonly binds: Partial<Readonly<Record<BoundResource, readonly string[]>>>;
  readonly variables?: Partial<Readonly<Record<EnvironmentVariable, string>>>;
  /** None for a task of a state machine. */
  readonly triggers?: readonly Trigger[];
  readonly timeoutSeconds?: number;
}

/** Single items, and several of them in one request. */
const get = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
const query = 'dynamodb:Query';
const scan = 'dynamodb:Scan';
const put = 'dynamodb:PutItem';
const update = 'dynamodb:UpdateItem';
const remove = 'dynamodb:DeleteItem';
const check = 'dynamodb:ConditionCheckItem';
const readParameter = ['ssm:GetParameter'];

/** Whoever looks at orders sets stock aside, keeps the hints of who wants what, opens cases and starts their runs. */
const intake: FunctionSpec['binds'] = {
  cases: [...get, query, put, update, remove, 'dynamodb:BatchWriteItem'],
  stateMachines: ['states:StartExecution', 'states:DescribeExecution'],
  demandQueue: ['sqs:SendMessage'],
  operations: readParameter,
  settings: [],
};

/** A changed shelf is passed on as a job, to whoever walks the orders; what cannot be read is set aside. */
const onlyPassesOn: FunctionSpec['binds'] = {
  orders: [],
  payments: [],
  inventory: [],
  shipments: [],
  ...intake,
  cases: [put],
  stateMachines: [],
};

const detector = (table: SourceTable): FunctionSpec => ({
  name: `detect-${table}`,
  entry: 'functions/intake/detect-exceptions.handler.ts',
  variables: { SOURCE_TABLE: table },
  binds:
    table === 'inventory'
      ? onlyPassesOn
      : { orders: [...get, update], payments: [query], inventory: [query, update], shipments: [query], ...intake },
  triggers: [{ kind: 'stream', table, where: watchedRows[table] }],
  timeoutSeconds: 60,
});

/** A step of a workflow: it reads the order's facts, moves the case, and may do what `binds` adds. */
const task = (entry: string, binds: FunctionSpec['binds'] = {}): FunctionSpec => ({
  name: entry.replace(/^.*\/|\.handler\.tsx?$/g, ''),
  entry,
  binds: {
    orders: get,
    payments: [query],
    inventory: [query],
    shipments: [query],
    cases: [...get, query, put, update, remove],
    operations: readParameter,
    settings: [],
    ...binds,
  },
});

/** A step that does what was decided, whatever the order's facts are. */
const rowsOnly: FunctionSpec['binds'] = { payments: [], inventory: [], shipments: [] };

/** A step that may have the order's question, and goes on only while it has. */
const asking: FunctionSpec['binds'] = { cases: [...get, query, put, update, remove, check] };

/** A step that writes to the customer. */
const mailing: FunctionSpec['binds'] = {
  linkSecret: ['secretsmanager:GetSecretValue'],
  mail: ['ses:SendEmail'],
  replyBaseUrl: [],
};

/** The page behind a link works its offer out from the present rows; nothing there starts a run. */
const linkHolder: FunctionSpec['binds'] = {
  orders: get,
  payments: [query],
  inventory: [query],
  shipments: [query],
  linkSecret: ['secretsmanager:GetSecretValue'],
  replyBaseUrl: [],
  settings: [],
};

/** Behind either link the newest question may be mailed once more, which takes what the reply page takes. */
const sendingAgain: FunctionSpec['binds'] = { mail: ['ses:SendEmail'], operations: readParameter };

/** The front door of cancellations looks at the order, at its parcels and at its cases; the order is all that it writes. */
const linkless: FunctionSpec['binds'] = { orders: get, payments: [], inventory: [], shipments: [query] };
const frontDoor: FunctionSpec['binds'] = {
  ...linkless,
  linkSecret: ['secretsmanager:GetSecretValue'],
  replyBaseUrl: [],
};

export const functions: readonly FunctionSpec[] = [
  ...sourceTables.map(detector),
  {
    name: 'relay-decisions',
    entry: 'functions/decisions/relay-decisions.handler.ts',
    binds: {
      cases: [...get, query, put],
      stateMachines: ['states:SendTaskSuccess'],
      refundMachine: ['states:StartExecution', 'states:DescribeExecution'],
      demandQueue: ['sqs:SendMessage'],
    },
    triggers: [{ kind: 'stream', table: 'cases', where: relayedRows }],
  },
  {
    name: 'publish-outbox',
    entry: 'functions/decisions/publish-outbox.handler.ts',
    binds: { cases: [...get, put, update], eventBus: ['events:PutEvents'], alerts: ['sns:Publish'], metrics: [] },
    triggers: [{ kind: 'stream', table: 'cases', where: outboxRows }],
  },
  {
    name: 'show-question',
    entry: 'functions/customer-reply/show-question.handler.ts',
    binds: { ...linkHolder, cases: [...get, query] },
    triggers: [{ kind: 'reply', site: 'r', methods: ['GET', 'HEAD', 'ANY'] }],
    timeoutSeconds: 10,
  },
  {
    name: 'accept-answer',
    entry: 'functions/customer-reply/accept-answer.handler.ts',
    binds: {
      ...linkHolder,
      ...sendingAgain,
      orders: [...get, update],
      inventory: [query, update],
      cases: [...get, query, put, update, remove],
    },
    triggers: [{ kind: 'reply', site: 'r', methods: ['POST'] }],
    timeoutSeconds: 10,
  },
  {
    name: 'show-cancellation',
    entry: 'functions/cancellation-requests/show-cancellation.handler.ts',
    binds: { ...frontDoor, cases: [query] },
    triggers: [{ kind: 'reply', site: 'c', methods: ['GET', 'HEAD', 'ANY'] }],
    timeoutSeconds: 10,
  },
  {
    name: 'take-cancellation',
    entry: 'functions/cancellation-requests/take-cancellation.handler.ts',
    binds: {
      ...linkHolder,
      ...sendingAgain,
      orders: [...get, update],
      cases: [...get, query, put, update],
    },
    triggers: [{ kind: 'reply', site: 'c', methods: ['POST'] }],
    timeoutSeconds: 10,
  },
  {
    name: 'request-cancellation',
    entry: 'functions/cancellation-requests/request-cancellation.handler.ts',
    binds: { ...linkless, orders: [...get, update], cases: [query] },
    triggers: [{ kind: 'shop-request', path: 'orders/{orderId}/cancellation-requests' }],
    timeoutSeconds: 10,
  },
  {
    name: 'create-cancellation-link',
    entry: 'functions/cancellation-requests/create-cancellation-link.handler.ts',
    binds: { ...frontDoor, settings: [], cases: [query] },
    triggers: [{ kind: 'shop-request', path: 'orders/{orderId}/cancellation-links' }],
    timeoutSeconds: 10,
  },
  {
    name: 'sweep',
    entry: 'functions/intake/sweep.handler.ts',
    binds: {
      cases: [...get, query, put, update],
      stateMachines: ['states:StartExecution', 'states:DescribeExecution', 'states:SendTaskSuccess'],
      refundMachine: ['states:StartExecution', 'states:DescribeExecution'],
      demandQueue: ['sqs:SendMessage'],
      operations: readParameter,
    },
    triggers: [{ kind: 'sweep-schedule' }],
    timeoutSeconds: 240,
  },
  {
    name: 'notice-run-failure',
    entry: 'functions/staff/notice-run-failure.handler.ts',
    binds: { cases: [...get, put] },
    triggers: [{ kind: 'failed-runs' }],
  },
  {
    name: 'notice-undeliverable-mail',
    entry: 'functions/staff/notice-undeliverable-mail.handler.ts',
    binds: { orders: get, payments: [], inventory: [], shipments: [], cases: [...get, put, update] },
    triggers: [{ kind: 'undeliverable-mail' }],
  },
  {
    name: 'walk-demand',
    entry: 'functions/intake/walk-demand.handler.ts',
    binds: { ...intake, orders: [...get, update], payments: [query], inventory: [query, update], shipments: [query] },
    triggers: [{ kind: 'demand-jobs' }],
    timeoutSeconds: 60,
  },
  {
    name: 'count-request',
    entry: 'functions/exception-types/customer-cancellation/count-request.handler.ts',
    binds: {
      orders: get,
      payments: [],
      inventory: [],
      shipments: [],
      cases: [...get, query, put, update],
      settings: [],
    },
  },
  {
    name: 'reconcile-orders',
    entry: 'functions/intake/reconcile-orders.handler.ts',
    binds: {
      ...intake,
      orders: [...get, update, scan],
      payments: [query, scan],
      inventory: [query, update, scan],
      shipments: [query, scan],
    },
    triggers: [{ kind: 'reconcile-schedule' }],
    timeoutSeconds: 900,
  },
  task('functions/decisions/look-again.handler.ts', { orders: [...get, update] }),
  task('functions/decisions/find-next-step.handler.ts', { cases: [...get, query] }),
  task('functions/decisions/ask-customer.handler.ts', { ...asking, orders: [...get, update], ...mailing }),
  task('functions/decisions/run-errand.handler.ts', { ...asking, orders: [...get, update], ...mailing }),
  task('functions/decisions/tell-outcome.handler.ts', { orders: [...get, update], ...mailing }),
  task('functions/decisions/await-release.handler.ts'),
  task('functions/decisions/await-staff.handler.ts', { ...rowsOnly, cases: [...get, put] }),
  task('functions/decisions/hand-to-staff.handler.ts'),
  task('functions/decisions/decide-unasked.handler.ts'),
  task('functions/decisions/make-final.handler.ts', { orders: [...get, update], payments: [query, update] }),
  task('functions/decisions/carry-out.handler.ts', {
    orders: [...get, update],
    ...rowsOnly,
    inventory: [query, update],
    cases: get,
  }),
  task('functions/decisions/close-case.handler.ts', { orders: [...get, update] }),
  task('functions/decisions/watch-wait.handler.ts', { orders: [...get, update] }),
  {
    name: 'watch-refund',
    entry: 'functions/refunds/watch-refund.handler.ts',
    binds: { cases: [...get, query, put, update] },
  },
  {
    name: 'receive-events',
    entry: 'functions/integrations/receive-events.handler.ts',
    binds: {
      orders: [],
      payments: [query, update],
      inventory: [query, update],
      shipments: [],
      cases: [...get, query, put],
    },
    triggers: [{ kind: 'finance-events' }],
  },
  {
    name: 'rotate-link-secret',
    entry: 'functions/links/rotate-link-secret.handler.ts',
    binds: {
      linkSecret: [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
    },
    triggers: [{ kind: 'link-secret-rotation' }],
  },
];
