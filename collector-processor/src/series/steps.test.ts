import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSteps, type Cell } from './steps.ts';
import type { Labels, SeriesPartial } from './types.ts';

const STEP = 60_000;
const at = (minute: number, sum = 1, labels: Labels = { service: 'shop' }): SeriesPartial => ({
  watch: 'requests',
  labels,
  stepStartMs: minute * STEP,
  aggregate: { kind: 'sum', sum },
});
const make = () => createSteps({ stepMs: STEP, graceMs: 2 * STEP, maxAheadMs: 10 * STEP, maxCatchUpSteps: 100 });
const sums = (cells: ReadonlyMap<string, Cell>) =>
  [...cells.values()].map(({ aggregate }) => (aggregate.kind === 'sum' ? aggregate.sum : NaN));

describe('steps', () => {
  it('merges what comes for an open step and closes it once, in order', () => {
    const steps = make();
    steps.add(at(1, 2), STEP);
    steps.add(at(0, 1), STEP);
    steps.add(at(1, 3), STEP);
    const closed = steps.close(2 * STEP);
    expect(closed.map(({ stepStartMs }) => stepStartMs)).toEqual([0, STEP]);
    expect(closed.map(({ cells }) => sums(cells))).toEqual([[1], [5]]);
    expect(steps.close(2 * STEP)).toEqual([]);
  });

  it('never closes a step before its end', () => {
    const steps = make();
    steps.add(at(0), 0);
    expect(steps.close(STEP - 1)).toEqual([]);
    expect(steps.close(STEP)).toHaveLength(1);
  });

  it('closes empty steps too: no data at all is seen', () => {
    const steps = make();
    steps.add(at(0), 0);
    expect(steps.close(4 * STEP).map(({ cells }) => cells.size)).toEqual([1, 0, 0, 0]);
  });

  it('revises within the grace, once for all that came, and refuses past it', () => {
    const steps = make();
    steps.add(at(0, 1), 0);
    steps.close(2 * STEP);
    expect(steps.add(at(0, 4), 2 * STEP)).toBe('accepted');
    expect(steps.add(at(1, 7, { service: 'cart' }), 2 * STEP)).toBe('accepted');
    const revisions = steps.revisions();
    expect(revisions.map(({ stepStartMs, revision }) => [stepStartMs, revision])).toEqual([
      [0, 1],
      [STEP, 1],
    ]);
    expect(revisions.map(({ cells }) => sums(cells))).toEqual([[5], [7]]);
    expect(steps.revisions()).toEqual([]);
    steps.close(5 * STEP);
    expect(steps.add(at(0), 5 * STEP)).toBe('late');
  });

  it('refuses what is too far ahead', () => {
    expect(make().add(at(11), 0)).toBe('future');
    expect(make().add(at(10), 0)).toBe('accepted');
  });

  it('after a long gap closes only the last steps, and loses nothing that came', () => {
    const steps = make();
    steps.add(at(0, 9), 0);
    const closed = steps.close(100_000 * STEP);
    expect(closed).toHaveLength(101);
    expect(sums(closed[0]!.cells)).toEqual([9]);
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
          const take = (given: ReturnType<typeof steps.close>) => {
            for (const { stepStartMs, cells } of given) for (const sum of sums(cells)) latest.set(stepStartMs, sum);
          };
          for (const [minute, close] of events) {
            newest = Math.max(newest, minute * STEP);
            if (steps.add(at(minute), newest) === 'accepted') accepted++;
            if (close) take(steps.close(newest));
            take(steps.revisions());
          }
          take(steps.closeAll());
          expect([...latest.values()].reduce((a, b) => a + b, 0)).toBe(accepted);
        },
      ),
    );
  });

  it('goes on from a snapshot', () => {
    const steps = make();
    steps.add(at(0), 0);
    steps.add(at(1, 5), STEP);
    steps.close(STEP);
    const restored = make();
    restored.restore(structuredClone(steps.snapshot()));
    expect(restored.close(2 * STEP)).toEqual(steps.close(2 * STEP));
  });
});
