import { isObject } from '../json-fields.ts';
import { anywhere, each, type Needs, named, on, remembered } from './needs.ts';

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

const tableArn = remembered(named('dynamodb', 'table/'));

/** A transaction needs what its items would need one by one. */
const ofItem: Readonly<Record<string, Needs>> = {
  Put: on('dynamodb:PutItem', 'TableName', tableArn),
  Update: on('dynamodb:UpdateItem', 'TableName', tableArn),
  Delete: on('dynamodb:DeleteItem', 'TableName', tableArn),
  ConditionCheck: on('dynamodb:ConditionCheckItem', 'TableName', tableArn),
  Get: on('dynamodb:GetItem', 'TableName', tableArn),
};

/** A query or a scan of an index is allowed on the index, not on its table. */
const reading = (action: string): Needs => {
  const onTable = on(action, 'TableName', tableArn);
  return ({ TableName, IndexName }, places) => {
    const ofIndex = typeof TableName === 'string' && typeof IndexName === 'string';
    return onTable({ TableName: ofIndex ? `${TableName}/index/${IndexName}` : TableName }, places);
  };
};

const batch = (action: string): Needs => {
  const onTable = on(action, 'TableName', tableArn);
  return ({ RequestItems }, places) =>
    (isObject(RequestItems) ? Object.keys(RequestItems) : []).flatMap((TableName) => onTable({ TableName }, places));
};

const transaction: Needs = ({ TransactItems }, places) =>
  (Array.isArray(TransactItems) ? TransactItems : []).filter(isObject).flatMap((item) =>
    Object.entries(item).flatMap(([kind, request]) => {
      const needs = ofItem[kind];
      return needs && isObject(request) ? needs(request, places) : [];
    }),
  );

/** What the operations of DynamoDB need. */
export const onTables: Readonly<Record<string, Needs>> = {
  ...each('dynamodb', ofOneTable, (action) => on(action, 'TableName', tableArn)),
  ...each('dynamodb', ['Query', 'Scan'], reading),
  ...each('dynamodb', ['BatchGetItem', 'BatchWriteItem'], batch),
  ...each('dynamodb', ['TransactGetItems', 'TransactWriteItems'], () => transaction),
  ...each('dynamodb', ['ListTagsOfResource', 'TagResource', 'UntagResource'], (action) => on(action, 'ResourceArn')),
  ListTables: anywhere('dynamodb:ListTables'),
};
