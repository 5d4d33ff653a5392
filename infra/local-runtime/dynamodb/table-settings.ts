import type { JsonObject } from '../service.ts';
import { notFound, validationError } from './errors.ts';
import { parseRequest } from './request.ts';
import type { Store } from './store.ts';
import type { Table } from './table.ts';

export function updateTimeToLive(store: Store, input: JsonObject): object {
  const table = store.table(String(input.TableName), { named: true });
  const { Enabled, AttributeName } = (input.TimeToLiveSpecification ?? {}) as JsonObject;
  if (typeof Enabled !== 'boolean' || typeof AttributeName !== 'string' || AttributeName === '') {
    throw validationError('TimeToLiveSpecification needs Enabled and AttributeName');
  }
  const current = store.timeToLive.attributeOf(table);
  if (Enabled && current !== undefined) throw validationError('TimeToLive is already enabled');
  if (!Enabled && current === undefined) throw validationError('TimeToLive is already disabled');
  if (Enabled) store.timeToLive.enable(table, AttributeName);
  else if (current !== AttributeName) {
    throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
  } else store.timeToLive.disable(table);
  return { TimeToLiveSpecification: { Enabled, AttributeName } };
}

export function describeTimeToLive(store: Store, input: JsonObject): object {
  const AttributeName = store.timeToLive.attributeOf(store.table(String(input.TableName), { named: true }));
  return {
    TimeToLiveDescription:
      AttributeName === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', AttributeName },
  };
}

/** Backups are not emulated; whether they are on is kept, so that a template that asks for them is answered truly. */
export function updateContinuousBackups(store: Store, input: JsonObject): object {
  const table = store.table(String(input.TableName), { named: true });
  const wanted = (input.PointInTimeRecoverySpecification ?? {}) as JsonObject;
  table.pointInTimeRecovery = wanted.PointInTimeRecoveryEnabled === true;
  return describeContinuousBackups(store, input);
}

export function describeContinuousBackups(store: Store, input: JsonObject): object {
  const table = store.table(String(input.TableName), { named: true });
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: table.pointInTimeRecovery
        ? {
            PointInTimeRecoveryStatus: 'ENABLED',
            EarliestRestorableDateTime: table.description.CreationDateTime,
            LatestRestorableDateTime: store.surroundings.clock.now() / 1000,
          }
        : { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
}

interface TagRequest {
  ResourceArn: string;
  Tags?: { Key: string; Value: string }[];
  TagKeys?: string[];
}

export function tagResource(store: Store, input: JsonObject): object {
  const { ResourceArn, Tags = [] } = parseRequest<TagRequest>('TagResource', input, store);
  const { tags } = tableOf(store, ResourceArn);
  for (const { Key, Value } of Tags) tags.set(Key, Value);
  return {};
}

export function untagResource(store: Store, input: JsonObject): object {
  const { ResourceArn, TagKeys = [] } = parseRequest<TagRequest>('UntagResource', input, store);
  const { tags } = tableOf(store, ResourceArn);
  for (const key of TagKeys) tags.delete(key);
  return {};
}

export function listTagsOfResource(store: Store, input: JsonObject): object {
  const { ResourceArn } = parseRequest<TagRequest>('ListTagsOfResource', input, store);
  return { Tags: [...tableOf(store, ResourceArn).tags].map(([Key, Value]) => ({ Key, Value })) };
}

function tableOf(store: Store, arn: string): Table {
  const table = store.tables.get(arn.split('/').at(-1)!);
  if (!table) throw notFound(`: ResourcArn: ${arn} not found`);
  return table;
}
