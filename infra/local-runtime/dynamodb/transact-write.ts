import { type JsonObject, ServiceError } from '../service.ts';
import { validationError } from './errors.ts';
import { IdempotencyTokens } from './idempotency-tokens.ts';
import { itemBytes } from './item-size.ts';
import type { Store } from './store.ts';
import { type CheckedWrite, checkCondition, checkWrite, type WritePlan } from './write-item.ts';

const maxActions = 100;
const maxTokenLength = 36;
const maxBytes = 4 * 1024 * 1024;

const checkByAction: Record<string, (store: Store, input: JsonObject) => CheckedWrite> = {
  Put: checkWrite.PutItem,
  Update: checkWrite.UpdateItem,
  Delete: checkWrite.DeleteItem,
  ConditionCheck(store, input) {
    if (input.ConditionExpression === undefined) {
      throw validationError('The ConditionExpression parameter must be specified for a ConditionCheck');
    }
    return checkCondition(store, input);
  },
};

/**
 * All writes or none. No item occurs twice, so every action is planned against the items as they are and nothing is
 * changed before all plans stand: there is nothing to roll back, and no moment at which a reader could see a half.
 */
export class TransactWrite {
  readonly #store: Store;
  readonly #tokens: IdempotencyTokens;

  constructor(store: Store) {
    this.#store = store;
    this.#tokens = new IdempotencyTokens(store.surroundings.clock);
  }

  run(input: JsonObject): object {
    const { ClientRequestToken: token, ...body } = input;
    const actions = transactItems(body);
    if (typeof token === 'string' && token.length > maxTokenLength) {
      throw validationError(
        `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member ` +
          `must have length less than or equal to ${maxTokenLength}`,
      );
    }
    if (typeof token === 'string' && this.#tokens.hasSeen(token, body)) return {};
    const checks = actions.map((action) => checkAction(this.#store, action));
    if (new Set(checks.map(({ table, key }) => `${table.name} ${key}`)).size < checks.length) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }
    const outcomes = checks.map(outcomeOf);
    if (outcomes.some((outcome) => 'reason' in outcome)) throw cancelled(outcomes);
    const plans = outcomes.flatMap((outcome) => ('plan' in outcome ? [outcome.plan] : []));
    const bytes = plans.reduce((sum, { before, after }) => sum + itemBytes(after ?? before ?? {}), 0);
    if (bytes > maxBytes) throw validationError('Transaction request size cannot exceed 4 MB');
    this.#store.commit(plans);
    if (typeof token === 'string') this.#tokens.remember(token, body);
    return {};
  }
}

/** The actions of a transaction, between 1 and 100. */
export function transactItems(body: JsonObject): JsonObject[] {
  const actions = body.TransactItems;
  const bad = (problem: string, value: string) =>
    validationError(
      `1 validation error detected: Value ${value} at 'transactItems' failed to satisfy constraint: ${problem}`,
    );
  if (!Array.isArray(actions)) throw bad('Member must not be null', 'null');
  if (actions.length === 0) throw bad('Member must have length greater than or equal to 1', "'[]'");
  if (actions.length > maxActions) {
    throw bad(`Member must have length less than or equal to ${maxActions}`, `'[${actions.length} members]'`);
  }
  return actions as JsonObject[];
}

function checkAction(store: Store, action: JsonObject): CheckedWrite {
  const [name, ...others] = Object.keys(action).filter((key) => action[key] != null);
  const check = name === undefined ? undefined : checkByAction[name];
  if (!check || others.length > 0) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  return check(store, action[name!] as JsonObject);
}

interface Reason {
  Code: string;
  Message?: string;
  Item?: JsonObject;
}
type Outcome = { plan: WritePlan } | { reason: Reason };

function outcomeOf(check: CheckedWrite): Outcome {
  try {
    return { plan: check.plan() };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const Code = error.code === 'ConditionalCheckFailedException' ? 'ConditionalCheckFailed' : 'ValidationError';
    const item = error.fields.Item;
    return { reason: { Code, Message: error.message, ...(item !== undefined && { Item: item as JsonObject }) } };
  }
}

function cancelled(outcomes: Outcome[]): ServiceError {
  const reasons = outcomes.map((outcome) => ('reason' in outcome ? outcome.reason : { Code: 'None' }));
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: reasons as unknown as JsonObject[] } },
  );
}
