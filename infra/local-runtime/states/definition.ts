import type { Json, JsonObject } from '../service.ts';

/** A state machine, a branch of a Parallel state or the item processor of a Map state. */
export interface StateList {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A state machine as written in the Amazon States Language, query language JSONata. */
export interface Definition extends StateList {
  readonly Comment?: string;
  readonly QueryLanguage?: string;
  readonly TimeoutSeconds?: number;
}

/** A loaded state machine; `creationDate` in epoch milliseconds. */
export interface StateMachine {
  readonly name: string;
  readonly arn: string;
  readonly definition: Definition;
  readonly roleArn: string;
  readonly creationDate: number;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** What a state, a choice rule or a catcher may say about the variables and the output it leaves. */
export interface Leaving {
  readonly Assign?: JsonObject;
  readonly Output?: Json;
}

interface AnyState extends Leaving {
  readonly Comment?: string;
  readonly QueryLanguage?: string;
  readonly Next?: string;
  readonly End?: boolean;
}

/** The states that may fail and say what then happens. */
interface Guarded {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface PassState extends AnyState {
  readonly Type: 'Pass';
}

export interface SucceedState extends AnyState {
  readonly Type: 'Succeed';
}

export interface FailState extends AnyState {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly Cause?: string;
}

export interface ChoiceState extends AnyState {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

export interface ChoiceRule extends Leaving {
  readonly Condition: Json;
  readonly Next: string;
}

export interface WaitState extends AnyState {
  readonly Type: 'Wait';
  readonly Seconds?: Json;
  readonly Timestamp?: Json;
}

export interface TaskState extends AnyState, Guarded {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Arguments?: Json;
  readonly TimeoutSeconds?: Json;
  readonly HeartbeatSeconds?: Json;
  readonly Credentials?: JsonObject;
}

export interface ParallelState extends AnyState, Guarded {
  readonly Type: 'Parallel';
  readonly Branches: readonly StateList[];
  readonly Arguments?: Json;
}

export interface MapState extends AnyState, Guarded {
  readonly Type: 'Map';
  readonly Items?: Json;
  readonly ItemSelector?: Json;
  readonly ItemProcessor: StateList;
  readonly MaxConcurrency?: Json;
  readonly ToleratedFailureCount?: Json;
  readonly ToleratedFailurePercentage?: Json;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher extends Leaving {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}
