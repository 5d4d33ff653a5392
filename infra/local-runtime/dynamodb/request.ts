import { copyOf } from '../deep-copy.ts';
import type { JsonObject } from '../service.ts';
import { validationOf, validations } from './dynalite.ts';
import { serviceErrorOf } from './errors.ts';
import { KnownRequests } from './known-requests.ts';
import { typeChecked } from './well-typed-items.ts';

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

const known = new KnownRequests();

/**
 * The request as a fresh value of its declared shape with its expressions parsed, or AWS's complaint. The copy comes
 * first, because the type check deletes unknown members from what it is given.
 */
export function parseRequest<T>(operation: CheckedOperation, input: JsonObject, account: AccountContext): T {
  const { types, custom } = validationByOperation[operation];
  try {
    const data = typeChecked(copyOf(input), (others) => validations.checkTypes(others, types));
    const whole = known.checkedOnce(operation, data, () => validations.checkValidations(data, types, custom, account));
    if (!whole) {
      const complaint = custom?.(data, account);
      if (complaint) validations.checkValidations({}, {}, () => complaint, account);
    }
    return data as T;
  } catch (error) {
    throw serviceErrorOf(error);
  }
}

/** What the validators ask of dynalite's store; everything else of that store is replaced. */
export interface AccountContext {
  options: { maxItemSize: number };
  tableDb: { awsRegion: string; awsAccountId: string };
}
