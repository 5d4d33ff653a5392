import { isObject, jsonOrText, objects, optionalText, texts } from '../json-fields.ts';
import { RecentList } from '../recent-list.ts';
import { type JsonObject, type Service, ServiceError } from '../service.ts';
import { arnOf, isoTime, nameInArn, type Site } from '../site.ts';
import type { BusEvent, EventEnvelope } from './bus-event.ts';
import { type Rule, readRule } from './rule.ts';
import { readSchedule } from './schedule.ts';
import { deliverToTarget } from './target-delivery.ts';

/** The largest entry that PutEvents takes: 1 MB. */
const largestEntry = 1_048_576;

const mostEntries = 10;

/** EventBridge: buses, rules with their targets, schedules. */
export class EventsService implements Service {
  /** The events that went over a bus. */
  readonly published: RecentList<BusEvent>;
  readonly #site: Site;
  readonly #buses = new Set(['default']);
  readonly #rules: Rule[] = [];
  readonly #disabled = new Set<Rule>();

  constructor(site: Site, keep?: number) {
    this.#site = site;
    this.published = new RecentList(keep);
  }

  readonly operations = {
    PutEvents: (input: JsonObject): JsonObject => {
      const entries = objects(input, 'Entries');
      if (entries.length < 1 || entries.length > mostEntries) {
        throw new ServiceError(
          'ValidationException',
          `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${mostEntries}, got ${entries.length}`,
        );
      }
      const Entries = entries.map((entry) => this.#put(entry));
      return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries };
    },
    ListEventBuses: (): JsonObject => ({
      EventBuses: [...this.#buses].map((Name) => ({ Name, Arn: this.#busArn(Name) })),
    }),
    ListRules: (input: JsonObject): JsonObject => {
      const bus = nameInArn(optionalText(input, 'EventBusName') ?? 'default');
      const rules = this.#rules.filter((rule) => rule.bus === bus);
      return {
        Rules: rules.map((rule) => ({
          Name: rule.name,
          Arn: rule.arn,
          EventBusName: bus,
          State: this.#disabled.has(rule) ? 'DISABLED' : 'ENABLED',
        })),
      };
    },
    DisableRule: (input: JsonObject): JsonObject => {
      this.#disabled.add(this.#named(input));
      return {};
    },
    EnableRule: (input: JsonObject): JsonObject => {
      this.#disabled.delete(this.#named(input));
      return {};
    },
  };

  defineBus(name: string): string {
    this.#buses.add(name);
    return this.#busArn(name);
  }

  /** Adds a rule from its template properties; a schedule starts at once. */
  defineRule(name: string, properties: JsonObject): Rule {
    const bus = nameInArn(optionalText(properties, 'EventBusName') ?? 'default');
    const place = bus === 'default' ? name : `${bus}/${name}`;
    const rule = readRule(properties, { name, bus, arn: arnOf(this.#site, 'events', `rule/${place}`) });
    this.#rules.push(rule);
    if (rule.schedule !== undefined) this.#startSchedule(rule, rule.schedule);
    return rule;
  }

  /** An event of AWS itself on the default bus. */
  emit(source: string, detailType: string, detail: JsonObject, resources: readonly string[] = []): void {
    this.#publish('default', this.#envelope({ source, detailType, detail, resources }));
  }

  #put(entry: JsonObject): JsonObject {
    const refused = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
    const source = optionalText(entry, 'Source');
    const detailType = optionalText(entry, 'DetailType');
    const written = optionalText(entry, 'Detail');
    if (!source)
      return refused('InvalidArgument', 'Parameter Source is not valid. Reason: Source is a required argument.');
    if (!detailType) {
      return refused(
        'InvalidArgument',
        'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
      );
    }
    if (!written)
      return refused('InvalidArgument', 'Parameter Detail is not valid. Reason: Detail is a required argument.');
    if (source.startsWith('aws.')) {
      return refused('NotAuthorizedForSourceException', `Not authorized for the source: ${source}`);
    }
    const detail = jsonOrText(written);
    if (!isObject(detail)) return refused('MalformedDetail', 'Detail is malformed.');
    if (Buffer.byteLength(written) > largestEntry) {
      throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.');
    }
    const bus = nameInArn(optionalText(entry, 'EventBusName') ?? 'default');
    const event = this.#envelope({ source, detailType, detail, resources: texts(entry, 'Resources') });
    this.#publish(bus, event);
    return { EventId: event.id };
  }

  #publish(bus: string, event: EventEnvelope): void {
    if (!this.#buses.has(bus)) {
      throw new ServiceError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
    }
    const matching = this.#rules.filter((rule) => rule.bus === bus && !this.#disabled.has(rule) && rule.matches(event));
    this.published.add({ bus, event, rules: matching.map(({ name }) => name) });
    this.#site.clock.after(0, () => {
      for (const rule of matching) this.#deliver(rule, event);
    });
  }

  #deliver(rule: Rule, event: EventEnvelope): void {
    const forward = (busArn: string, forwarded: EventEnvelope) => this.#publish(nameInArn(busArn), forwarded);
    for (const target of rule.targets) deliverToTarget(this.#site, { rule, target, event, forward });
  }

  #startSchedule(rule: Rule, expression: string): void {
    const { clock } = this.#site;
    const next = readSchedule(expression);
    const began = clock.now();
    const wait = () => {
      const at = next(clock.now(), began);
      if (!Number.isFinite(at)) return;
      clock.after(at - clock.now(), () => {
        const about = { source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn] };
        if (!this.#disabled.has(rule)) this.#deliver(rule, this.#envelope(about));
        wait();
      });
    };
    wait();
  }

  #envelope(about: {
    source: string;
    detailType: string;
    detail: JsonObject;
    resources: readonly string[];
  }): EventEnvelope {
    return {
      version: '0',
      id: this.#site.random.uuid(),
      'detail-type': about.detailType,
      source: about.source,
      account: this.#site.account,
      time: isoTime(this.#site.clock.now()).replace(/\.\d{3}Z$/, 'Z'),
      region: this.#site.region,
      resources: about.resources,
      detail: about.detail,
    };
  }

  #named(input: JsonObject): Rule {
    const bus = nameInArn(optionalText(input, 'EventBusName') ?? 'default');
    const name = optionalText(input, 'Name');
    const rule = this.#rules.find((each) => each.name === name && each.bus === bus);
    if (rule) return rule;
    throw new ServiceError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
  }

  #busArn(name: string): string {
    return arnOf(this.#site, 'events', `event-bus/${name}`);
  }
}
