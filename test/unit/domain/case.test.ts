import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertMove,
  type CaseState,
  caseMoves,
  caseState,
  closedStates,
  isClosed,
  MoveNotAllowed,
} from '#shared/domain/case.ts';

const states = Object.keys(caseMoves) as CaseState[];
const movesFrom = (state: CaseState): readonly CaseState[] => caseMoves[state];

/** Every state that can be reached from `start` without passing through `without`. */
function reachable(start: CaseState, without?: CaseState): Set<CaseState> {
  const seen = new Set<CaseState>([start]);
  for (const state of seen) for (const next of movesFrom(state)) if (next !== without) seen.add(next);
  return seen;
}

describe('the life of a case', () => {
  it('leads from detected to every state', () => {
    expect([...reachable('detected')].sort()).toEqual([...states].sort());
  });

  it('leads from every open state to an end', () => {
    for (const state of states.filter((state) => !isClosed(state))) {
      expect([...reachable(state)].some(isClosed), `from ${state}`).toBe(true);
    }
  });

  it('has no way on from an end, but for a refund that is reported failed after it had settled', () => {
    const closedWithMoves = closedStates.filter((state) => movesFrom(state).length > 0);
    expect(closedWithMoves).toEqual(['refunded']);
    expect(movesFrom('refunded')).toEqual(['needs-staff']);
  });

  it('is closed wherever there is no way on', () => {
    for (const state of states) if (movesFrom(state).length === 0) expect(isClosed(state), state).toBe(true);
  });

  it('can be handed to staff from every open state', () => {
    for (const state of states.filter((state) => !isClosed(state) && state !== 'needs-staff')) {
      expect(movesFrom(state), state).toContain('needs-staff');
    }
  });

  it('is refunded only once it was decided, also where the money is faster than the mail or the goods, or staff have it', () => {
    expect(states.filter((state) => movesFrom(state).includes('refunded'))).toEqual([
      'acting',
      'waiting',
      'refunding',
      'needs-staff',
    ]);
    expect(movesFrom('refunding')).not.toContain('superseded');
  });

  it('allows the moves of its table and no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.constantFrom(...states), (from, to) => {
        const attempt = () => assertMove('case-1', from, to);
        if (movesFrom(from).includes(to)) expect(attempt).not.toThrow();
        else expect(attempt).toThrow(MoveNotAllowed);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says which moves are allowed when one is not', () => {
    expect(() => assertMove('case-1', 'waiting', 'asking')).toThrow(
      'case case-1 is waiting and cannot become asking; allowed: waiting, refunding, refunded, resolved, cancelled, slipped, needs-staff, superseded',
    );
    expect(() => assertMove('case-1', 'resolved', 'asking')).toThrow(/allowed: nothing/);
  });

  it('is read back only in a state of its table', () => {
    for (const state of states) expect(caseState.safeParse(state).success).toBe(true);
    expect(caseState.safeParse('done').success).toBe(false);
  });
});
