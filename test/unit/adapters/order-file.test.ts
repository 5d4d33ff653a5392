import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, expect, it } from 'vitest';
import { documents } from '#shared/adapters/document-client.ts';
import { openCasesBeside } from '#shared/adapters/order-file.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { aCaseRecord } from '#test/support/rows.ts';

const dynamodb = mockClient(documents);
afterAll(() => dynamodb.restore());

it('the cases beside a case are read around all that hangs on it', async () => {
  const caseOf = (caseId: string, state: 'asking' | 'resolved') =>
    aCaseRecord({ caseId, sk: caseKeys.case(caseId), state });
  const rows: { readonly sk: string; readonly entity: string }[] = [
    caseOf('a-1', 'asking'),
    caseOf('b-1', 'asking'),
    { sk: caseKeys.audit('b-1', 1), entity: 'audit' },
    { sk: caseKeys.wait('b-1'), entity: 'wait' },
    caseOf('b-2', 'asking'),
    caseOf('c-1', 'resolved'),
    { sk: caseKeys.question, entity: 'question' },
  ];
  const looked: string[] = [];
  dynamodb.on(QueryCommand).callsFake(({ ExpressionAttributeValues: { ':first': first, ':last': last } }) => {
    const within = rows.filter(({ sk }) => sk >= first && sk <= last);
    looked.push(...within.map(({ sk }) => sk));
    return { Items: within.filter(({ entity }) => entity === 'case') };
  });
  const beside = await openCasesBeside('Cases', caseOf('b-1', 'asking'));
  expect(beside.map(({ caseId }) => caseId)).toEqual(['a-1', 'b-2']);
  expect(looked).toEqual(['CASE#a-1', 'CASE#b-1', 'CASE#b-2', 'CASE#c-1']);
});
