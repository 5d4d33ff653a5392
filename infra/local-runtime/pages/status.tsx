import type { ExecutionStatus } from '../states/execution.ts';

const looks: Readonly<Partial<Record<ExecutionStatus, string>>> = { RUNNING: 'badge', SUCCEEDED: 'badge good' };

/** How an execution stands, or how many stand so. */
export function Status({ status, count }: { status: ExecutionStatus; count?: number }) {
  return <span class={looks[status] ?? 'badge bad'}>{count === undefined ? status : `${count} ${status}`}</span>;
}
