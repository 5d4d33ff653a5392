import { linkKeys } from '#shared/adapters/link-secret.ts';
import { mailAccount } from '#shared/adapters/mail-account.ts';
import { secretVersions } from '#shared/adapters/secret-versions.ts';
import { streamReaders } from '#shared/adapters/stream-readers.ts';
import { subscribersOf } from '#shared/adapters/topic-subscriptions.ts';
import { isPaused } from '#shared/domain/operations.ts';
import { alertSeverities } from '#shared/resources.ts';
import { checkLink } from './check-link.ts';
import type { Desk } from './desk.ts';
import { type Finding, judgeAlerts, judgeMail, judgeModes, judgeRules, judgeSecret, judgeStream } from './diagnosis.ts';
import { explained } from './refusal.ts';

/** Looks at everything without which a deployed stage would stay silent, and changes nothing. */
export async function doctor(desk: Desk): Promise<Finding[]> {
  const { place } = desk;
  const parts: readonly (readonly [string, () => Promise<Finding[]>])[] = [
    ...Object.entries(place.tables).map(([name, table]) => [`${name} stream`, () => streamOf(name, table)] as const),
    ['mail', () => mailOf(place.mailFrom)],
    ['alerts', () => alertsOf(desk)],
    ['link secret', () => secretOf(place.linkSecretArn)],
    ['signed link', async () => [await signedLink(desk)]],
    ['switched on', () => modesOf(desk)],
    ['rules that are off', async () => judgeRules(desk.types)],
  ];
  return (await Promise.all(parts.map(([about, look]) => look().catch((error) => [unseen(about, error)])))).flat();
}

async function streamOf(name: string, table: string): Promise<Finding[]> {
  const { streamOf: look, readersOf } = streamReaders();
  const stream = await look(table);
  return judgeStream({ name, table, stream, readers: stream?.arn ? await readersOf(stream.arn) : [] });
}

async function mailOf(from: string): Promise<Finding[]> {
  const { rights, isVerified } = mailAccount();
  const domain = from.slice(from.indexOf('@') + 1);
  const [account, ...verified] = await Promise.all([rights(), isVerified(from), isVerified(domain)]);
  return judgeMail({ from, domain, account, verified });
}

async function alertsOf({ place, types }: Desk): Promise<Finding[]> {
  const names = types.flatMap(({ key }) => alertSeverities.map((severity) => `${key}-${severity}`));
  const topics = await Promise.all(
    ['operations', ...names].map(async (name) => {
      const arn = `${place.alertTopicArnPrefix}${name}`;
      return { name, arn, subscribers: await subscribersOf(arn) };
    }),
  );
  return judgeAlerts(topics);
}

async function secretOf(arn: string): Promise<Finding[]> {
  const [keys, stages] = await Promise.all([linkKeys(arn), secretVersions(arn).stages()]);
  return judgeSecret({ arn, keys, stages });
}

async function signedLink({ place, endpoint, present }: Desk): Promise<Finding> {
  const [[key], { now }] = await Promise.all([linkKeys(place.linkSecretArn), present()]);
  const { replyBaseUrl } = place;
  const at = endpoint ? new URL(new URL(replyBaseUrl).pathname, endpoint).href : replyBaseUrl;
  return checkLink(key, { baseUrl: replyBaseUrl, at }, now);
}

async function modesOf(desk: Desk): Promise<Finding[]> {
  const { operations, now } = await desk.present();
  const types = desk.types.map(({ key }) => key);
  return judgeModes({ operations, types, paused: isPaused(operations, now) });
}

/** A check that could not be made tells nothing good. */
function unseen(about: string, error: unknown): Finding {
  const { name, message } = error as Error;
  return { about, state: 'broken', says: `could not be looked at: ${explained(error) ?? `${name}: ${message}`}` };
}
