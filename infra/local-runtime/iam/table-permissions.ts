import { isObject } from '../json-fields.ts';
import { anywhere, each, type Needs, named, on, type Permission, type Places } from './needs.ts';

/** Operations on the one table that the input names. */
const ofOneTable = [
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeContinuousBackups',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'PutItem',
  'UpdateContinuousBackups',
  'UpdateItem',
  'UpdateTable',
  'UpdateTimeToLive',
] as const;

/** The action on the table that is named: it is asked for with every call, and there are few tables. */
function onTable(action: string): Needs {
  const needs = on(action, 'TableName', named('dynamodb', 'table/'));
  const known = new WeakMap<Places, Map<unknown, readonly Permission[]>>();
  return (input, places) => {
    let here = known.get(places);
    if (!here) {
      here = new Map();
      known.set(places, here);
    }
    let permissions = here.get(input.TableName);
    if (!permissions) {
      permissions = needs(input, places);
      here.set(input.TableName, permissions);
    }
    return permissions;
  };
}

/** A transaction needs what its items would need one by one. */
const ofItem: Readonly<Record<string, Needs>> = {
  Put: onTable('dynamodb:PutItem'),
  Update: onTable('dynamodb:UpdateItem'),
  Delete: onTable('dynamodb:DeleteItem'),
  ConditionCheck: onTable('dynamodb:ConditionCheckItem'),
  Get: onTable('dynamodb:GetItem'),
};

/** A query or a scan of an index is allowed on the index, not on its table. */
const reading = (action: string): Needs => {
  const needs = onTable(action);
  return (input, places) => {
    const { TableName, IndexName } = input;
    if (typeof TableName !== 'string' || typeof IndexName !== 'string') return needs(input, places);
    return needs({ TableName: `${TableName}/index/${IndexName}` }, places);
  };
};

const batch = (action: string): Needs => {
  const needs = onTable(action);
  return ({ RequestItems }, places) =>
    (isObject(RequestItems) ? Object.keys(RequestItems) : []).flatMap((TableName) => needs({ TableName }, places));
};

const transaction: Needs = ({ TransactItems }, places) => {
  const needed: Permission[] = [];
  for (const item of Array.isArray(TransactItems) ? TransactItems : []) {
    if (!isObject(item)) continue;
    for (const kind in item) {
      const request = item[kind];
      if (isObject(request)) needed.push(...(ofItem[kind]?.(request, places) ?? []));
    }
  }
  return needed;
};

/** What the operations of DynamoDB need. */
export const onTables: Readonly<Record<string, Needs>> = {
  ...each('dynamodb', ofOneTable, onTable),
  ...each('dynamodb', ['Query', 'Scan'], reading),
  ...each('dynamodb', ['BatchGetItem', 'BatchWriteItem'], batch),
  ...each('dynamodb', ['TransactGetItems', 'TransactWriteItems'], () => transaction),
  ...each('dynamodb', ['ListTagsOfResource', 'TagResource', 'UntagResource'], (action) => on(action, 'ResourceArn')),
  ListTables: anywhere('dynamodb:ListTables'),
};
