import type { InstalledType } from '#functions/exception-types/exception-type.ts';
import type { MailAccount } from '#shared/adapters/mail-account.ts';
import type { StreamReader, TableStream } from '#shared/adapters/stream-readers.ts';
import type { Subscribers } from '#shared/adapters/topic-subscriptions.ts';
import { type LinkKey, leastKeyBytes } from '#shared/domain/link.ts';
import type { Operations } from '#shared/domain/operations.ts';

/** One thing that was looked at. `look`: it works, but perhaps not as meant; `broken`: the stage does not do its work. */
export interface Finding {
  readonly about: string;
  readonly state: 'fine' | 'look' | 'broken';
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
}

const images = 'NEW_AND_OLD_IMAGES';

/** Records are seen only where the stream has both images and every reader runs. */
export function judgeStream(seen: {
  readonly name: string;
  readonly table: string;
  readonly stream: TableStream | undefined;
  readonly readers: readonly StreamReader[];
}): Finding[] {
  const { name, table, stream, readers } = seen;
  const about = `${name} stream`;
  const broken = (says: string, todo: string): Finding[] => [{ about, state: 'broken', says, todo }];
  if (!stream)
    return broken(`there is no table ${table}`, 'deploy the stage again, or correct sourceTables in cdk.json');
  if (stream.view !== images) {
    const says = `the stream of ${table} is ${stream.view ?? 'off'}, not ${images}`;
    return broken(says, 'a stream that was made anew has another ARN: correct sourceTables in cdk.json, then deploy');
  }
  if (readers.length === 0) return broken(`no function reads the stream of ${table}`, 'deploy the stage again');
  const troubles = readers.flatMap((reader) => troubleOf(about, reader));
  const names = readers.map(({ functionName }) => functionName).join(', ');
  return troubles.length > 0 ? troubles : [{ about, state: 'fine', says: `${table} is read by ${names}` }];
}

function troubleOf(about: string, { id, functionName, state, lastResult }: StreamReader): Finding[] {
  if (state === 'Disabled' || state === 'Disabling') {
    const todo = `aws lambda update-event-source-mapping --uuid ${id} --enabled (records are kept for 24 hours)`;
    return [{ about, state: 'broken', says: `${functionName} does not read: ${state}`, todo }];
  }
  if (state !== 'Enabled') {
    return [
      { about, state: 'look', says: `${functionName} does not read yet: ${state}`, todo: 'look again in a minute' },
    ];
  }
  if (!/problem/i.test(lastResult)) return [];
  return [{ about, state: 'look', says: `${functionName}: ${lastResult}`, todo: `look at the log of ${functionName}` }];
}

/** Customers get mail only from a verified sender, outside of the sandbox. */
export function judgeMail(seen: {
  readonly from: string;
  readonly domain: string;
  readonly account: MailAccount;
  /** Of the address and of its domain; one of them is enough. */
  readonly verified: readonly (boolean | undefined)[];
}): Finding[] {
  const { from, domain, account, verified } = seen;
  const about = 'mail';
  const findings: Finding[] = [];
  if (!verified.includes(true)) {
    const says = verified.includes(false) ? `${from} is not verified` : `SES knows neither ${from} nor ${domain}`;
    const todo = `verify ${domain} in SES: its three DKIM records belong into its DNS`;
    findings.push({ about, state: 'broken', says, todo });
  }
  if (!account.sendingEnabled || account.standing === 'SHUTDOWN') {
    findings.push({ about, state: 'broken', says: 'SES has switched sending off', todo: 'ask AWS Support why' });
  } else if (account.standing !== 'HEALTHY') {
    const says = `the account is under ${account.standing} for its bounces or complaints`;
    findings.push({ about, state: 'look', says, todo: 'look at the reputation metrics in SES' });
  }
  if (!account.productionAccess) {
    const says = 'the account is in the SES sandbox: only verified addresses get mail, all others are refused';
    findings.push({
      about,
      state: 'look',
      says,
      todo: 'ask for production access in SES before the first real customer',
    });
  }
  return findings.length > 0 ? findings : [{ about, state: 'fine', says: `${from} may send to everybody` }];
}

export interface AlertTopic {
  readonly name: string;
  readonly arn: string;
  /** Nothing = there is no such topic. */
  readonly subscribers: Subscribers | undefined;
}

/** An alert that nobody has subscribed to reaches nobody. */
export function judgeAlerts(topics: readonly AlertTopic[]): Finding[] {
  const about = 'alerts';
  const missing = topics.filter(({ subscribers }) => !subscribers);
  const silent = topics.filter(({ subscribers }) => subscribers?.confirmed === 0);
  const asked = silent.filter(({ subscribers }) => subscribers!.pending > 0);
  const alone = silent.filter((topic) => !asked.includes(topic));
  const found = (state: Finding['state'], what: string, of: readonly AlertTopic[], todo: string): Finding[] =>
    of.length > 0 ? [{ about, state, says: `${what} ${of.map(({ name }) => name).join(', ')}`, todo }] : [];
  const subscribe = `aws sns subscribe --topic-arn ${alone[0]?.arn} --protocol email --notification-endpoint <address>`;
  const findings = [
    ...found('broken', 'there is no topic for', missing, 'deploy the stage again'),
    ...found('look', 'nobody who was subscribed has confirmed:', asked, 'they follow the link in the mail of AWS'),
    ...found('look', 'nobody gets the alerts of', alone, `${subscribe}${alone.length > 1 ? ', and so on' : ''}`),
  ];
  return findings.length > 0
    ? findings
    : [{ about, state: 'fine', says: `all ${topics.length} topics have subscribers` }];
}

export function judgeSecret(seen: {
  readonly arn: string;
  readonly keys: readonly [LinkKey, ...LinkKey[]];
  readonly stages: ReadonlyMap<string, readonly string[]>;
}): Finding[] {
  const { arn, keys, stages } = seen;
  const about = 'link secret';
  const [key] = keys;
  const weak = key.secret.length < leastKeyBytes;
  if (weak) {
    const says = `the key ${key.keyId} has ${key.secret.length} bytes, ${leastKeyBytes} are needed: no link can be signed`;
    return [{ about, state: 'broken', says, todo: `aws secretsmanager rotate-secret --secret-id ${arn}` }];
  }
  const stuck = [...stages].find(([, names]) => names.includes('AWSPENDING') && !names.includes('AWSCURRENT'));
  if (stuck) {
    const says = `a rotation has not ended: version ${stuck[0]} is AWSPENDING`;
    return [{ about, state: 'look', says, todo: 'docs/link-secret.md, "When the alarm RotateLinkSecretFails rings"' }];
  }
  return [
    {
      about,
      state: 'fine',
      says: `the key ${key.keyId} signs${keys[1] ? `, ${keys[1].keyId} is still accepted` : ''}`,
    },
  ];
}

/** What a deployment does not find because nobody has said that its rows can be judged by it. */
export function judgeRules(types: readonly Pick<InstalledType, 'key' | 'off'>[]): Finding[] {
  const about = 'rules that are off';
  const findings = types.flatMap(({ key, off = [] }) =>
    off.map(({ setting, unfound, when }): Finding => {
      const todo = `cdk.json, types.${key}.${setting}: true, if ${when}; then deploy`;
      return { about, state: 'look', says: `${unfound} is no mistake`, todo };
    }),
  );
  return findings.length > 0 ? findings : [{ about, state: 'fine', says: 'none' }];
}

export function judgeModes(seen: {
  readonly operations: Operations;
  readonly types: readonly string[];
  readonly paused: boolean;
}): Finding[] {
  const { operations, types, paused } = seen;
  const about = 'switched on';
  const findings: Finding[] = [];
  const acting = types.flatMap((type) => {
    const { mode = 'observe', goLiveAt } = operations.types[type] ?? {};
    return mode === 'observe' ? [] : `${type} ${mode}${goLiveAt ? ` from ${goLiveAt}` : ''}`;
  });
  const unknown = Object.keys(operations.types).filter((type) => !types.includes(type));
  if (unknown.length > 0) {
    const says = `the operations parameter names types that are not installed: ${unknown.join(', ')}`;
    findings.push({ about, state: 'look', says, todo: `installed are ${types.join(', ')}` });
  }
  if (paused) {
    const says = 'everything is paused: nothing is written, mailed or paid';
    findings.push({ about, state: 'look', says, todo: 'npm run case -- resume' });
  }
  if (acting.length > 0 && Object.keys(operations.channels).length === 0) {
    const says = 'no channel is named: every case goes to staff';
    findings.push({
      about,
      state: 'look',
      says,
      todo: 'name your channels in the operations parameter (README, Configuration)',
    });
  }
  const says = acting.length > 0 ? acting.join(', ') : 'nothing: all types observe only';
  return [...findings, { about, state: 'fine', says }];
}
