import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StepColumns } from './step-columns.ts';
import { createSteps, type StepsOptions } from './steps.ts';

const STEP = 60_000;
const SHOP = 0;
const CART = 1;
const OPTIONS: StepsOptions = { stepMs: STEP, graceMs: 2 * STEP, maxAheadMs: 10 * STEP, maxCatchUpSteps: 100 };

/** Steps that are told whole contributions: where one belongs, how much, and how far time has come. */
function make() {
  const steps = createSteps(OPTIONS);
  return {
    ...steps,
    add(minute: number, newestMs: number, sum = 1, group = SHOP): 'accepted' | 'late' | 'future' {
      const refusal = steps.refusal(minute * STEP, newestMs);
      if (refusal === null) steps.add(group, minute * STEP, { kind: 'sum', sum });
      return refusal ?? 'accepted';
    },
  };
}

const sumOf = (columns: StepColumns | null, group = SHOP): number =>
  (columns?.value(group, STEP) ?? NaN) * (STEP / 1000);

describe('steps', () => {
  it('merges what comes for an open step and closes it once, in order', () => {
    const steps = make();
    steps.add(1, STEP, 2);
    steps.add(0, STEP, 1);
    steps.add(1, STEP, 3);
    const closed = steps.close(2 * STEP);
    expect(closed.map(({ stepStartMs }) => stepStartMs)).toEqual([0, STEP]);
    expect(closed.map(({ columns }) => sumOf(columns))).toEqual([1, 5]);
    expect(steps.close(2 * STEP)).toEqual([]);
  });

  it('never closes a step before its end', () => {
    const steps = make();
    steps.add(0, 0);
    expect(steps.close(STEP - 1)).toEqual([]);
    expect(steps.close(STEP)).toHaveLength(1);
  });

  it('closes empty steps too: no data at all is seen', () => {
    const steps = make();
    steps.add(0, 0);
    expect(steps.close(4 * STEP).map(({ columns }) => columns?.end() ?? 0)).toEqual([1, 0, 0, 0]);
  });

  it('revises within the grace, once for all that came, and refuses past it', () => {
    const steps = make();
    steps.add(0, 0, 1);
    steps.close(2 * STEP);
    expect(steps.add(0, 2 * STEP, 4)).toBe('accepted');
    expect(steps.add(1, 2 * STEP, 7, CART)).toBe('accepted');
    const revisions = steps.revisions();
    expect(revisions.map(({ stepStartMs, revision }) => [stepStartMs, revision])).toEqual([
      [0, 1],
      [STEP, 1],
    ]);
    expect(revisions.map(({ groups }) => groups)).toEqual([[SHOP], [CART]]);
    expect(revisions.map(({ columns, groups }) => sumOf(columns, groups[0]))).toEqual([5, 7]);
    expect(steps.revisions()).toEqual([]);
    steps.close(5 * STEP);
    expect(steps.add(0, 5 * STEP)).toBe('late');
  });

  it('refuses what is too far ahead', () => {
    expect(make().add(11, 0)).toBe('future');
    expect(make().add(10, 0)).toBe('accepted');
  });

  it('after a long gap closes only the last steps, and loses nothing that came', () => {
    const steps = make();
    steps.add(0, 0, 9);
    const closed = steps.close(100_000 * STEP);
    expect(closed).toHaveLength(101);
    expect(sumOf(closed[0]!.columns)).toBe(9);
    expect(closed.at(-1)!.stepStartMs).toBe(99_999 * STEP);
  });

  it('loses nothing and counts nothing twice, whatever the order and the moments of closing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.boolean()), { minLength: 1, maxLength: 60 }),
        (events) => {
          const steps = make();
          let accepted = 0;
          let newest = 0;
          const latest = new Map<number, number>();
          const take = (given: readonly { stepStartMs: number; columns: StepColumns | null }[]) => {
            for (const { stepStartMs, columns } of given) if (columns !== null) latest.set(stepStartMs, sumOf(columns));
          };
          for (const [minute, close] of events) {
            newest = Math.max(newest, minute * STEP);
            if (steps.add(minute, newest) === 'accepted') accepted++;
            if (close) take(steps.close(newest));
            take(steps.revisions());
          }
          take(steps.closeAll());
          expect([...latest.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(accepted, 9);
        },
      ),
    );
  });

  it('goes on from a snapshot', () => {
    const steps = make();
    steps.add(0, 0);
    steps.add(1, STEP, 5);
    steps.close(STEP);
    const restored = make();
    restored.restore(structuredClone(steps.snapshot()));
    const told = (from: typeof steps) =>
      from.close(2 * STEP).map(({ stepStartMs, columns }) => [stepStartMs, sumOf(columns)]);
    expect(told(restored)).toEqual(told(steps));
  });
});
