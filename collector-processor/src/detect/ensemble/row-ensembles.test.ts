import { describe, expect, it } from '@jest/globals';
import { trafficWindow, changed, STEPS_A_DAY } from '../../../test/support/learned-window.ts';
import { watch } from '../../../test/scenarios/run.ts';
import { createEngine } from '../../pipeline/engine.ts';
import { createSingleSeries } from '../../pipeline/single-series.ts';
import { scoresFrom, trainModel } from '../../learn/train/train-model.ts';
import { isolationForest } from '../isolation-forest/model.ts';
import type { TrainingWindow } from '../learned/types.ts';
import { liveScores, type RecentSteps, scoresAhead } from './raw-scores.ts';
import type { Ensemble } from './row-ensembles.ts';

const DAYS = 8;
const SPLIT = 7 * STEPS_A_DAY;
const clean = trafficWindow(DAYS, 3);
// Twice the requests in the middle of the night, which the day's limits would let pass by day.
const odd = changed(clean, SPLIT + 6, SPLIT + 9, (value) => value * 2.5);
const settings = watch({ stepMs: clean.stepMs });
const part = (columns: TrainingWindow, to?: number): TrainingWindow => ({
  startMs: columns.startMs,
  stepMs: columns.stepMs,
  values: columns.values.slice(0, to),
});
const trained = trainModel(isolationForest, part(clean, SPLIT), 1);
if (trained.kind === 'refused') throw new Error(trained.detail);
const { fitted, tail } = trained;

function run(values: Float64Array, ensemble: Ensemble | null) {
  const series = createSingleSeries(settings);
  return Array.from(values, (value, i) => {
    if (i === SPLIT) series.install(ensemble);
    return series.step(clean.startMs + i * clean.stepMs, value)!;
  }).slice(SPLIT);
}
const ahead = (columns: TrainingWindow) => {
  const scores = new Float64Array(columns.values.length).fill(NaN);
  scores.set(scoresFrom(fitted, part(columns), SPLIT), SPLIT);
  return scoresAhead(columns.startMs, columns.stepMs, scores);
};
const memberOf = (raw: Ensemble['members'][number]['raw']) => ({ id: 1, raw, tail: { ...tail } });
const scoresOf = (steps: ReturnType<typeof run>) => steps.map(({ score }) => score[0]!);

describe('a learned model beside tide', () => {
  it('scores live, step by step, what it scores at once, bit for bit', () => {
    const recent = { lastStepMs: clean.startMs + (SPLIT - 1) * clean.stepMs, measures: [clean.values.slice(0, SPLIT)] };
    const live = run(odd.values, {
      withTide: false,
      members: [memberOf(liveScores(fitted, [], clean.stepMs, recent))],
    });
    const atOnce = run(odd.values, { withTide: false, members: [memberOf(ahead(odd))] });
    expect(scoresOf(live)).toEqual(scoresOf(atOnce));
  });

  it('alarms on what is odd and not on what is usual', () => {
    const alarms = (columns: TrainingWindow) =>
      scoresOf(run(columns.values, { withTide: false, members: [memberOf(ahead(columns))] })).filter((s) => s > 1);
    expect(alarms(odd).length).toBeGreaterThanOrEqual(2);
    expect(alarms(clean).length).toBeLessThanOrEqual(1);
  });

  it('leaves tide as it was where it has no score, and after it is taken out', () => {
    const alone = scoresOf(run(clean.values, null));
    const silent = { next: () => NaN, snapshot: () => null };
    expect(scoresOf(run(clean.values, { withTide: true, members: [memberOf(silent)] }))).toEqual(alone);
  });

  it.each([
    ['a checkpoint', 1],
    ['one that a process left behind which ended before its models were in place', 2],
  ])('goes on bit for bit from %s', (_what, restarts) => {
    const engine = () => createEngine({ watches: [settings], findModel: () => fitted });
    const feed = (to: ReturnType<typeof engine>, from: number, until: number) => {
      const scores: number[] = [];
      for (let i = from; i < until; i++) {
        const stepStartMs = clean.startMs + i * clean.stepMs;
        to.ingest({
          partials: [
            {
              watch: 'requests',
              labels: {},
              stepStartMs,
              aggregate: { kind: 'last', value: odd.values[i]!, timeMs: stepStartMs },
            },
          ],
          producers: [{ producer: 'a', coveredToMs: stepStartMs + clean.stepMs }],
        });
        for (const { step } of to.advance()) scores.push(step.columns.score[0]!);
      }
      return scores;
    };
    const install = (to: ReturnType<typeof engine>, recent: RecentSteps | null) => {
      const member = { id: 1, model: 'isolation-forest', recent, tail } as const;
      const plan = { withTide: true, companions: [], members: [member] };
      return to.install('requests', {}, plan, to.lastStepMs('requests'));
    };
    const whole = engine();
    expect(install(whole, null)).toBe('no_series');
    feed(whole, 0, SPLIT);
    const recent = { lastStepMs: whole.lastStepMs('requests')!, measures: [clean.values.slice(0, SPLIT)] };
    expect(install(whole, recent)).toBe('installed');
    feed(whole, SPLIT, SPLIT + 50);
    let restored = whole;
    for (let i = 0; i < restarts; i++) {
      const before = restored.snapshot();
      restored = engine();
      restored.restore(before);
    }
    expect(restored.scoredBy('requests', {})).toMatchObject({ withTide: true, members: [{ id: 1 }] });
    expect(restored.snapshot().lanes['requests']!.ensembles).toHaveLength(1);
    expect(feed(restored, SPLIT + 50, SPLIT + 150)).toEqual(feed(whole, SPLIT + 50, SPLIT + 150));
  });
});
