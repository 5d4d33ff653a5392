import { createHash } from 'node:crypto';

/**
 * Who did it, as it is kept: the tables hold no names, so a person is a short hash of stage and name. The same person
 * has the same code in each entry; whoever knows the names of the staff can tell whose it is.
 */
export const staffCode = (name: string, stage: string): string =>
  `staff-${createHash('sha256').update(`${stage}/${name.trim().toLowerCase()}`).digest('hex').slice(0, 8)}`;
