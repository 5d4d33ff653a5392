import type { Order } from '#shared/domain/order.ts';

/** What was done without asking can be taken back: until when, and what changes on the order. */
export interface Undo {
  readonly until: string;
  readonly orderChanges: Partial<Order>;
}

/** With the fields that go back, by name: what stood in them is the customer's. */
export interface UndoByStaff extends Undo {
  readonly fields: readonly string[];
}

/** Who of the staff acts, by code, and when. */
export interface StaffAct {
  readonly by: string;
  readonly now: Date;
}
