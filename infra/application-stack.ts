import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { Deployment } from '#shared/domain/deployment.ts';
import { casesIndexes, namesOf } from '#shared/resources.ts';
import { entriesOf } from './checks/definition-tokens.ts';
import { type DeploymentConfig, settingsOf } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import { AlertTopics } from './constructs/alert-topics.ts';
import {
  type BoundResource,
  machineArn,
  machinesBinding,
  tableBinding,
  topicsBinding,
} from './constructs/bound-resources.ts';
import { CustomerReplySite } from './constructs/customer-reply-site.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { DemandJobs } from './constructs/demand-jobs.ts';
import { ExceptionWorkflow } from './constructs/exception-workflow.ts';
import { LinkSecret } from './constructs/link-secret.ts';
import { MailSender } from './constructs/mail-sender.ts';
import { type Bindable, ProjectFunction } from './constructs/project-function.ts';
import { ruleFor } from './constructs/rule-for.ts';
import { StreamDetector } from './constructs/stream-detector.ts';
import { DeliveredRule, type Trigger } from './constructs/triggers.ts';
import type { DataStack } from './data-stack.ts';
import type { FunctionSpec } from './functions.ts';

export interface ApplicationStackProps extends StackProps {
  readonly config: DeploymentConfig;
  readonly data: DataStack;
  readonly types: readonly string[];
  readonly functions: readonly FunctionSpec[];
  /** Entry → the folder of its bundle. */
  readonly code: ReadonlyMap<string, string>;
  readonly definitionsDir: string;
}

/** What runs: functions, state machines, queues, alerts and the reply page. Nothing here is lost by building it anew. */
export class ApplicationStack extends Stack {
  readonly functions = new Map<string, ProjectFunction>();
  readonly workflows: ExceptionWorkflow[] = [];
  readonly deadLetterQueues: sqs.Queue[] = [];
  private readonly config: DeploymentConfig;
  private readonly data: DataStack;
  private readonly names: ReturnType<typeof namesOf>;
  private readonly alerts: AlertTopics;
  private readonly replySite: CustomerReplySite;
  private readonly demandJobs: DemandJobs;
  private readonly linkSecret: LinkSecret;

  constructor(scope: Construct, id: string, props: ApplicationStackProps) {
    super(scope, id, props);
    const { config, data, types } = props;
    this.config = config;
    this.data = data;
    this.names = namesOf(config.stage);
    this.alerts = new AlertTopics(this, 'Alerts', { stage: config.stage, types, key: data.key });
    this.replySite = new CustomerReplySite(this, 'ReplySite', {
      name: this.names.prefix,
      logRetention: config.logRetentionDays,
    });
    this.demandJobs = new DemandJobs(this, 'DemandJobs');
    this.deadLetterQueues.push(this.demandJobs.undone);
    this.linkSecret = new LinkSecret(this, 'LinkSecret');

    const bindings = this.createBindings(types);
    for (const spec of props.functions) this.addFunction(spec, props.code, bindings);
    for (const type of types) {
      const folders = [`functions/exception-types/${type}`, 'functions/decisions', 'functions/refunds'];
      this.addWorkflow(props, this.names.stateMachine(type), `exception-types/${type}.asl.json`, folders);
    }
    this.addWorkflow(props, this.names.refundMachine, 'refund.asl.json', ['functions/refunds', 'functions/decisions']);
    for (const spec of props.functions) for (const trigger of spec.triggers ?? []) this.wire(spec, trigger);
    this.watch(props.functions, types);
    this.tell();
    this.tellStaff();
  }

  private watch(functions: readonly FunctionSpec[], types: readonly string[]): void {
    const calledBy = (matches: (trigger: Trigger) => boolean) =>
      functions.filter(({ triggers = [] }) => triggers.some(matches)).map(({ name }) => this.functions.get(name)!);
    const watched = {
      deadLetterQueues: this.deadLetterQueues,
      demandJobs: this.demandJobs,
      streamReaders: calledBy(({ kind }) => kind === 'stream'),
      workflows: this.workflows,
      api: this.replySite.api,
    };
    const alarms = new Alarms(this, 'Alarms', {
      ...watched,
      tell: this.alerts.operations,
      calledFunctions: calledBy(({ kind }) => kind !== 'link-secret-rotation'),
      rotations: calledBy(({ kind }) => kind === 'link-secret-rotation'),
    });
    new Dashboard(this, 'Dashboard', {
      ...watched,
      name: this.names.prefix,
      namespace: this.names.metrics,
      types,
      alarms: alarms.all,
    });
  }

  /** Every name and URL that somebody has to look up after a deployment. */
  private tell(): void {
    const outputs = {
      ReplyBaseUrl: this.replyBaseUrl,
      ShopRoutesArn: this.replySite.shopRoutesArn,
      OperationsParameter: this.names.operationsParameter,
      OperationsTopicArn: this.alerts.operations.topicArn,
      AlertTopicArnPrefix: this.alertTopicArnPrefix,
      DemandQueueUrl: this.demandJobs.queueUrl,
      MailConfigurationSet: this.names.configurationSet,
      LinkSecretArn: this.linkSecret.secretArn,
      ...Object.fromEntries(
        this.workflows.map(({ node, stateMachineArn }) => [`${node.id}MachineArn`, stateMachineArn]),
      ),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }

  /** What `npm run case` works with: names are generated, and staff should not have to look them up. */
  private tellStaff(): void {
    const { tables } = this.data;
    const stage: Deployment = {
      tables: {
        orders: tables.orders.tableName,
        payments: tables.payments.tableName,
        inventory: tables.inventory.tableName,
        shipments: tables.shipments.tableName,
        cases: tables.cases.tableName,
      },
      stateMachineArnPrefix: machineArn(this, this.names.stateMachine('')),
      refundMachineArn: machineArn(this, this.names.refundMachine),
      demandQueueUrl: this.demandJobs.queueUrl,
      operationsParameter: this.names.operationsParameter,
      replyBaseUrl: this.replyBaseUrl,
      linkSecretArn: this.linkSecret.secretArn,
      alertTopicArnPrefix: this.alertTopicArnPrefix,
      mailFrom: this.config.mail.from,
      settings: settingsOf(this.config),
    };
    new ssm.StringParameter(this, 'Staff', {
      parameterName: this.names.staffParameter,
      description: "Names of this stage's tables and state machines, for the command that staff run",
      stringValue: this.toJsonString(stage),
      // 4 KB are enough for a handful of types; beyond that it becomes an advanced parameter by itself.
      tier: ssm.ParameterTier.INTELLIGENT_TIERING,
    });
  }

  private get alertTopicArnPrefix(): string {
    return this.formatArn({ service: 'sns', resource: `${this.names.prefix}-` });
  }

  private get replyBaseUrl(): string {
    return this.config.baseUrl ?? this.replySite.url;
  }

  private createBindings(types: readonly string[]): Record<BoundResource, Bindable> {
    const { config, data, names } = this;
    const operations = new ssm.StringParameter(this, 'Operations', {
      parameterName: names.operationsParameter,
      description: 'What is switched on: a type that is not named here is observed only',
      // Constant on purpose: were the types listed here, installing one more would overwrite what staff have switched.
      stringValue: JSON.stringify({ types: {} }),
    });
    const mail = new MailSender(this, 'Mail', { mail: config.mail, configurationSetName: names.configurationSet });
    const refundMachine = machineArn(this, names.refundMachine);
    const machines = types.map((type) => names.stateMachine(type));
    return {
      orders: tableBinding('ORDERS_TABLE', data.tables.orders),
      payments: tableBinding('PAYMENTS_TABLE', data.tables.payments),
      inventory: tableBinding('INVENTORY_TABLE', data.tables.inventory),
      shipments: tableBinding('SHIPMENTS_TABLE', data.tables.shipments),
      cases: tableBinding('CASES_TABLE', data.tables.cases, Object.values(casesIndexes)),
      demandQueue: this.demandJobs.binding,
      stateMachines: machinesBinding(
        { STATE_MACHINE_ARN_PREFIX: machineArn(this, names.stateMachine('')) },
        this,
        machines,
      ),
      refundMachine: machinesBinding({ REFUND_MACHINE_ARN: refundMachine }, this, [names.refundMachine]),
      eventBus: { variables: { EVENT_BUS_NAME: data.bus.eventBusName }, arnsOf: () => [data.bus.eventBusArn] },
      operations: {
        variables: { OPERATIONS_PARAMETER: operations.parameterName },
        arnsOf: () => [operations.parameterArn],
      },
      linkSecret: this.linkSecret.binding,
      replyBaseUrl: { variables: { REPLY_BASE_URL: this.replyBaseUrl } },
      mail: mail.binding,
      alerts: topicsBinding(
        this.formatArn({ service: 'sns', resource: `${names.prefix}-` }),
        this.alerts.topics.map(({ topicArn }) => topicArn),
        data.key,
      ),
      metrics: { variables: { METRICS_NAMESPACE: names.metrics } },
      settings: { variables: { SETTINGS: JSON.stringify(settingsOf(config)) } },
    };
  }

  private addFunction(
    spec: FunctionSpec,
    code: ReadonlyMap<string, string>,
    bindings: Record<BoundResource, Bindable>,
  ) {
    const { name, entry, binds, variables = {}, timeoutSeconds = 30 } = spec;
    const created = new ProjectFunction(this, pascal(name), {
      functionName: `${this.names.prefix}-${name}`,
      code: lambda.Code.fromAsset(code.get(entry)!),
      environment: { ...variables },
      timeout: Duration.seconds(timeoutSeconds),
      logRetention: this.config.logRetentionDays,
    });
    for (const [resource, actions] of Object.entries(binds)) created.bind(bindings[resource as BoundResource], actions);
    this.functions.set(name, created);
  }

  private addWorkflow(props: ApplicationStackProps, name: string, file: string, folders: readonly string[]): void {
    const definition = JSON.stringify(JSON.parse(readFileSync(join(props.definitionsDir, file), 'utf8')));
    const entries = entriesOf(definition, folders, [...props.code.keys()]);
    const functionOf = new Map(props.functions.map((spec) => [spec.entry, this.functions.get(spec.name)!]));
    const workflow = new ExceptionWorkflow(this, pascal(name.slice(this.names.prefix.length + 1)), {
      stateMachineName: name,
      definition,
      tasks: new Map([...entries].map(([token, entry]) => [token, functionOf.get(entry)!])),
      logRetention: this.config.logRetentionDays,
    });
    this.workflows.push(workflow);
  }

  private wire({ name }: FunctionSpec, trigger: Trigger): void {
    const calls = this.functions.get(name)!;
    switch (trigger.kind) {
      case 'stream': {
        const table = this.data.tables[trigger.table];
        const detector = new StreamDetector(this, `${pascal(name)}Stream`, { table, calls, where: trigger.where });
        this.deadLetterQueues.push(detector.deadLetterQueue);
        return;
      }
      case 'demand-jobs':
        this.demandJobs.workedOffBy(calls);
        return;
      case 'link-secret-rotation':
        this.linkSecret.rotateBy(calls, this.config.links.secretRotationDays);
        return;
      case 'reply':
        for (const method of trigger.methods) this.replySite.route(trigger.site, method, calls);
        return;
      case 'shop-request':
        this.replySite.shopRoute(trigger.path, calls);
        return;
      default: {
        const { config, names, workflows } = this;
        const rule = ruleFor(trigger, { config, names, workflows, bus: this.data.bus });
        if (!rule) return;
        const delivered = new DeliveredRule(this, `${pascal(name)}Rule`, { ...rule, calls });
        this.deadLetterQueues.push(delivered.deadLetterQueue);
      }
    }
  }
}

const pascal = (name: string) => name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
