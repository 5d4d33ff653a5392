import { type JsonObject, ServiceError } from '../service.ts';

interface Reason {
  Code: string;
  Message?: string;
  Item?: JsonObject;
}
type Outcome<T> = { value: T } | { reason: Reason };

/** What each action of a transaction comes to; throws with a reason for every action if one of them cannot be done. */
export function allOrCancelled<T>(actions: (() => T)[]): T[] {
  const outcomes = actions.map(outcomeOf);
  if (outcomes.some((outcome) => 'reason' in outcome)) throw cancelled(outcomes);
  return outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []));
}

function outcomeOf<T>(action: () => T): Outcome<T> {
  try {
    return { value: action() };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const Code = error.code === 'ConditionalCheckFailedException' ? 'ConditionalCheckFailed' : 'ValidationError';
    const item = error.fields.Item;
    return { reason: { Code, Message: error.message, ...(item !== undefined && { Item: item as JsonObject }) } };
  }
}

function cancelled(outcomes: Outcome<unknown>[]): ServiceError {
  const reasons = outcomes.map((outcome) => ('reason' in outcome ? outcome.reason : { Code: 'None' }));
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: reasons as unknown as JsonObject[] } },
  );
}
