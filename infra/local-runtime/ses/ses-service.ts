import { object, objects, optionalObject, optionalText, text, texts } from '../json-fields.ts';

import { RecentList } from '../recent-list.ts';
import { type JsonObject, type Service, ServiceError } from '../service.ts';
import { arnOf, isoTime, type Site } from '../site.ts';
import type { Mail, MailOutcome } from './mail.ts';
import { Recipients } from './recipients.ts';
import { eventsOf, sendingDetail } from './sending-events.ts';

/** Puts an event of AWS on the default bus. */
export type EmitEvent = (source: string, detailType: string, detail: JsonObject, resources: readonly string[]) => void;

/** SES version 2: sending into a mailbox, configuration sets, bounces and complaints. */
export class SesService implements Service {
  readonly mails: RecentList<Mail>;
  readonly recipients = new Recipients();
  readonly #site: Site;
  readonly #emit: EmitEvent;
  /** The kinds of event that each configuration set puts on the default bus. */
  readonly #sets = new Map<string, Set<string>>();

  constructor(site: Site, emit: EmitEvent, keep?: number) {
    this.#site = site;
    this.#emit = emit;
    this.mails = new RecentList(keep);
  }

  readonly operations = {
    SendEmail: (input: JsonObject): JsonObject => {
      const mail = this.#mailOf(input);
      this.mails.add(mail);
      this.#tell(mail);
      return { MessageId: mail.id };
    },
    GetAccount: (): JsonObject => ({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: 'HEALTHY',
    }),
    GetEmailIdentity: (input: JsonObject): JsonObject => ({
      IdentityType: text(input, 'EmailIdentity').includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
      VerifiedForSendingStatus: true,
    }),
  };

  defineConfigurationSet(name: string): void {
    this.#sets.set(name, this.#sets.get(name) ?? new Set());
  }

  /** From now on the set's events of these kinds go to the default bus. */
  sendEventsToBus(configurationSet: string, kinds: readonly string[]): void {
    const set = this.#set(configurationSet);
    for (const kind of kinds) set.add(kind.toUpperCase());
  }

  #mailOf(input: JsonObject): Mail {
    const simple = optionalObject(object(input, 'Content'), 'Simple');
    if (!simple) {
      throw new ServiceError(
        'BadRequestException',
        'The local runtime sends Content.Simple only, not Raw or Template.',
      );
    }
    const destination = object(input, 'Destination');
    const to = texts(destination, 'ToAddresses');
    const cc = texts(destination, 'CcAddresses');
    const bcc = texts(destination, 'BccAddresses');
    const recipients = [...to, ...cc, ...bcc];
    if (recipients.length === 0) throw new ServiceError('BadRequestException', 'Recipient is required.');
    const configurationSet = optionalText(input, 'ConfigurationSetName');
    if (configurationSet !== undefined) this.#set(configurationSet);
    const body = object(simple, 'Body');
    return {
      id: this.#site.random.uuid(),
      at: isoTime(this.#site.clock.now()),
      from: text(input, 'FromEmailAddress'),
      to,
      cc,
      bcc,
      replyTo: texts(input, 'ReplyToAddresses'),
      subject: text(object(simple, 'Subject'), 'Data'),
      html: optionalText(object(body, 'Html'), 'Data'),
      text: optionalText(object(body, 'Text'), 'Data'),
      headers: nameValues(objects(simple, 'Headers')),
      tags: nameValues(objects(input, 'EmailTags')),
      configurationSet,
      outcome: this.#outcome(recipients),
    };
  }

  #outcome(recipients: readonly string[]): MailOutcome {
    const outcomes = recipients.map((address) => this.recipients.outcome(address));
    return outcomes.find((outcome) => outcome !== 'delivered') ?? 'delivered';
  }

  #tell(mail: Mail): void {
    const kinds = mail.configurationSet === undefined ? undefined : this.#sets.get(mail.configurationSet);
    const arn = arnOf(this.#site, 'ses', `configuration-set/${mail.configurationSet}`);
    for (const event of eventsOf[mail.outcome]) {
      if (kinds?.has(event.kind)) this.#emit('aws.ses', event.detailType, sendingDetail(event, mail), [arn]);
    }
  }

  #set(name: string): Set<string> {
    const found = this.#sets.get(name);
    if (found) return found;
    throw new ServiceError('NotFoundException', `Configuration set <${name}> does not exist.`, { statusCode: 404 });
  }
}

const nameValues = (pairs: readonly JsonObject[]) =>
  Object.fromEntries(pairs.map((pair) => [text(pair, 'Name'), text(pair, 'Value')]));
