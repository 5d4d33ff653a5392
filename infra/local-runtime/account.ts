import type { Clock } from './clock.ts';
import { CloudFormationService } from './cloudformation/cloudformation-service.ts';
import { DynamoDbService } from './dynamodb/dynamodb-service.ts';
import { DynamoDbStreamsService } from './dynamodb/dynamodb-streams-service.ts';
import { type MappingSources, mappingResources } from './event-source-mapping/resources.ts';
import { EventsService } from './events/events-service.ts';
import { eventResources } from './events/resources.ts';
import { type FaultPlan, Faults } from './faults.ts';
import { AwsGateway } from './http/aws-gateway.ts';
import type { HttpRequest, HttpResponse } from './http/message.ts';
import { AccessControl } from './iam/access-control.ts';
import { roleResources } from './iam/resources.ts';
import type { LogLine } from './lambda/execution-environment.ts';
import { LambdaService } from './lambda/lambda-service.ts';
import { lambdaResources } from './lambda/resources.ts';
import type { WarmEnvironments } from './lambda/warm-environments.ts';
import type { Retention } from './local-runtime.ts';
import type { Random } from './random.ts';
import { RecentList } from './recent-list.ts';
import { restApiResources } from './rest-api/resources.ts';
import type { RestApi } from './rest-api/rest-api.ts';
import { secretResources } from './secrets/resources.ts';
import { SecretsService } from './secrets/secrets-service.ts';
import { type Service, ServiceError, type ServiceName } from './service.ts';
import { ServiceRouter } from './service-router.ts';
import { mailResources } from './ses/resources.ts';
import { SesService } from './ses/ses-service.ts';
import type { Site } from './site.ts';
import { topicResources } from './sns/resources.ts';
import { SnsService } from './sns/sns-service.ts';
import { queueResources } from './sqs/resources.ts';
import { SqsService } from './sqs/sqs-service.ts';
import { parameterResources } from './ssm/resources.ts';
import { SsmService } from './ssm/ssm-service.ts';
import { StatesService } from './states/service.ts';
import { statusChangeDetail } from './states-events.ts';
import { StsService } from './sts/sts-service.ts';
import type { ResourceTypes } from './template/resource-type.ts';
import { stateMachineResources } from './template/state-machine-resources.ts';
import { tableResources } from './template/table-resources.ts';

export interface AccountOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly account: string;
  readonly region: string;
  readonly faults: FaultPlan;
  readonly keep: Retention;
  readonly warm?: WarmEnvironments | undefined;
  readonly copies?: number | undefined;
  readonly code?: ReadonlyMap<string, string> | undefined;
}

/** The services of one AWS account and region, empty at first, joined by one router. */
export class Account {
  readonly site: Site;
  readonly faults: Faults;
  readonly logs: RecentList<LogLine>;
  readonly restApis: RestApi[] = [];
  readonly gateway: AwsGateway;
  readonly services: Readonly<Record<ServiceName, Service>>;
  readonly access: AccessControl;
  readonly cloudformation: CloudFormationService;
  readonly dynamodb: DynamoDbService;
  readonly events: EventsService;
  readonly lambda: LambdaService;
  readonly secrets: SecretsService;
  readonly ses: SesService;
  readonly sns: SnsService;
  readonly sqs: SqsService;
  readonly ssm: SsmService;
  readonly states: StatesService;
  readonly #code: ReadonlyMap<string, string>;

  constructor({ faults, keep, warm, code, copies, ...about }: AccountOptions) {
    this.#code = code ?? new Map();
    this.logs = new RecentList(keep.logs);
    this.faults = new Faults(faults, about.random.fork('faults'));
    this.access = new AccessControl(about, {
      secretArn: (nameOrArn) => this.secrets.arnOf(nameOrArn),
      machineOfToken: (token) => this.states.machineOfToken(token),
    });
    const router = new ServiceRouter((call, proceed) =>
      this.faults.call(call, () => {
        this.access.check(call);
        return proceed();
      }),
    );
    const site: Site = { ...about, call: router.call };
    this.site = site;
    this.gateway = new AwsGateway(site);
    this.dynamodb = new DynamoDbService({ ...about, random: about.random.fork('dynamodb') });
    this.events = new EventsService(site, keep.events);
    this.lambda = new LambdaService(site, {
      log: (line) => this.logs.add(line),
      answer: (request, caller) => this.#answer(request, caller),
      call: router.answer,
      fault: (name) => this.faults.function(name),
      warm,
      copies,
    });
    this.secrets = new SecretsService(site);
    this.ses = new SesService(site, (...event) => this.events.emit(...event), keep.mails);
    this.sns = new SnsService(site, keep.alerts);
    this.sqs = new SqsService(site);
    this.ssm = new SsmService(site);
    this.states = new StatesService({
      ...site,
      random: about.random.fork('states'),
      keep: keep.executions,
      onStatusChange: (execution) =>
        this.events.emit('aws.states', 'Step Functions Execution Status Change', statusChangeDetail(execution), [
          execution.arn,
        ]),
    });
    this.cloudformation = new CloudFormationService(site);
    this.services = {
      cloudformation: this.cloudformation,
      dynamodb: this.dynamodb,
      dynamodbstreams: new DynamoDbStreamsService(this.dynamodb.store),
      events: this.events,
      lambda: this.lambda,
      secretsmanager: this.secrets,
      sesv2: this.ses,
      sns: this.sns,
      sqs: this.sqs,
      ssm: this.ssm,
      states: this.states,
      sts: new StsService(site),
    };
    router.serve(this.services);
  }

  /** Code may keep what it read of a secret: where one has changed, no copy of it goes on elsewhere. */
  close(): void {
    if (!this.secrets.changed) this.lambda.giveBack();
  }

  /** Every CloudFormation type that gets a life here. */
  get resourceTypes(): ResourceTypes {
    return {
      ...tableResources(this.dynamodb, this.site),
      ...eventResources(this.events),
      ...lambdaResources(this.lambda, { site: this.site, access: this.access, code: this.#code }),
      ...mappingResources(this.#mappingSources, this.site),
      ...mailResources(this.ses),
      ...parameterResources(this.ssm),
      ...queueResources(this.sqs),
      ...restApiResources(this.restApis, this.site),
      ...secretResources(this.secrets),
      ...roleResources(this.access),
      ...stateMachineResources(this.states, { site: this.site, access: this.access }),
      ...topicResources(this.sns),
    };
  }

  get #mappingSources(): MappingSources {
    const { dynamodb, sqs, lambda, faults, access } = this;
    return { dynamodb, sqs, lambda, access, faults: faults.records };
  }

  async #answer(request: HttpRequest, caller: string): Promise<HttpResponse> {
    const answer = await this.gateway.answer(request, caller);
    if (answer) return answer;
    throw new ServiceError('UnknownOperationException', `${request.method} ${request.path} belongs to no service`);
  }
}
