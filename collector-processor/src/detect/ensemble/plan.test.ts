import { describe, expect, it } from '@jest/globals';
import type { Fitted } from '../learned/types.ts';
import { type EnsemblePlan, ensembleOf, planOf } from './plan.ts';

const STEP_MS = 60_000;
const tail = { start: 1, excess: 1, shape: 0, trainedStart: 1, beyond: 0.02, held: null };
const recent = { lastStepMs: 0, measures: [Float64Array.of(1, 2), Float64Array.of(3, 4), Float64Array.of(5, 6)] };
const plan: EnsemblePlan = {
  withTide: true,
  companions: ['errors', 'latency'].map((name) => ({ name, watch: name, labels: { service: 'shop' } })),
  members: [
    { id: 4, model: 'isolation-forest', recent, tail },
    { id: 9, model: 'lstm', recent: null, tail },
  ],
};

/** Its score tells the step before and this one apart, and the value from its companions. */
const fitted: Fitted = {
  model: '',
  historySteps: 1,
  score: ({ values, companions }) =>
    values.map((value, i) => value + 10 * companions!.errors![i]! + 100 * (companions!.latency![i - 1] ?? 0)),
  serialise: () => {
    throw new Error('is not asked for');
  },
};

describe('an ensemble of a plan', () => {
  it('has the models look back on what the plan says, companions by their names', () => {
    const made = ensembleOf(plan, STEP_MS, () => fitted)!;
    expect(made).toMatchObject({ withTide: true, companions: plan.companions });
    expect(made.members.map(({ id, model }) => [id, model])).toEqual([
      [4, 'isolation-forest'],
      [9, 'lstm'],
    ]);
    expect(made.members[0]!.raw.next(STEP_MS, 7, [8, 9])).toBe(7 + 80 + 600);
  });

  it('goes on from the plan and leaves it as it is: the journal and checkpoints may be writing it', () => {
    const [member] = ensembleOf(plan, STEP_MS, () => fitted)!.members;
    member!.raw.next(STEP_MS, 7, [8, 9]);
    member!.tail.start = 99;
    expect(tail.start).toBe(1);
    expect(recent.measures).toEqual([Float64Array.of(1, 2), Float64Array.of(3, 4), Float64Array.of(5, 6)]);
  });

  it('is none where one of its models cannot be had', () => {
    expect(ensembleOf(plan, STEP_MS, (id) => (id === 9 ? null : fitted))).toBeNull();
  });
});

describe('what a checkpoint knows of models', () => {
  it('is a plan again', () => {
    expect(planOf({ row: 3, ...plan })).toEqual(plan);
  });

  it.each([
    ['whether tide scores with them', { row: 3, companions: plan.companions, members: plan.members }],
    ['what they look at', { row: 3, withTide: true, members: plan.members }],
    ['which model one of them is', { row: 3, ...plan, members: [plan.members[0]!, { id: 9, recent: null, tail }] }],
  ])('is none where it does not say %s', (_what, state) => {
    expect(planOf(state)).toBeNull();
  });
});
