import { copyOf } from '../deep-copy.ts';
import type { JsonObject } from '../service.ts';
import { validationOf, validations } from './dynalite.ts';
import { serviceErrorOf } from './errors.ts';
import { RememberedRequests } from './remembered-requests.ts';
import { shapeOf } from './request-shape.ts';

const checked = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
] as const;
export type CheckedOperation = (typeof checked)[number];

const validationByOperation = Object.fromEntries(
  checked.map((operation) => [operation, validationOf(operation[0]!.toLowerCase() + operation.slice(1))]),
) as Record<CheckedOperation, ReturnType<typeof validationOf>>;

const remembered = new RememberedRequests();

/** The request as a fresh value of its declared shape with its expressions parsed, or AWS's complaint. */
export function parseRequest<T>(operation: CheckedOperation, input: JsonObject, account: AccountContext): T {
  const shaped = shapeOf(operation, input);
  const known = shaped && remembered.filled(shaped);
  if (known) return known as T;
  const request = checkedRequest(operation, input, account);
  if (shaped) remembered.remember(shaped, request);
  return request as T;
}

/**
 * The same by the whole check of all that is in it. The copy comes first, because that deletes unknown members from what
 * it is given.
 */
export function checkedRequest(operation: CheckedOperation, input: JsonObject, account: AccountContext): object {
  const { types, custom } = validationByOperation[operation];
  try {
    const request: { _keyCondition?: object } = validations.checkTypes(copyOf(input), types);
    validations.checkValidations(request, types, custom, account);
    const { _keyCondition: alsoInKeyConditions, ...read } = request;
    return read;
  } catch (error) {
    throw serviceErrorOf(error);
  }
}

/** What the validators ask of dynalite's store; everything else of that store is replaced. */
export interface AccountContext {
  options: { maxItemSize: number };
  tableDb: { awsRegion: string; awsAccountId: string };
}
