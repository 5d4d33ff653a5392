import type { JsonObject } from '../service.ts';
import { consumedByTable, writeUnits } from './consumed-capacity.ts';
import { validationError } from './errors.ts';
import { IdempotencyTokens } from './idempotency-tokens.ts';
import type { Store } from './store.ts';
import { refuseOversize, refuseSameItemTwice, transactItems } from './transaction-limits.ts';
import { allOrCancelled } from './transaction-outcome.ts';
import { type CheckedWrite, checkCondition, checkWrite } from './write-item.ts';

const maxTokenLength = 36;

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
    refuseSameItemTwice(checks.map((check) => check.place()));
    const plans = allOrCancelled(checks.map((check) => check.plan));
    refuseOversize(plans.map(({ before, after }) => after ?? before));
    this.#store.commit(plans);
    if (typeof token === 'string') this.#tokens.remember(token, body);
    return consumedByTable(
      'Write',
      body.ReturnConsumedCapacity,
      plans.map(({ table, before, after }) => ({ table: table.name, units: 2 * writeUnits(before, after) })),
    );
  }
}

function checkAction(store: Store, action: JsonObject): CheckedWrite {
  const [name, ...others] = Object.keys(action).filter((key) => action[key] != null);
  const check = name === undefined ? undefined : checkByAction[name];
  if (!check || others.length > 0) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  return check(store, action[name!] as JsonObject);
}
