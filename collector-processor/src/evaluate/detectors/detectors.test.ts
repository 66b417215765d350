import { describe, expect, it } from '@jest/globals';
import { labelledMinutes } from '../../../test/support/labelled-sets.ts';
import type { LearnedModel } from '../../detect/learned/types.ts';
import { DETECTORS } from '../detectors.ts';
import type { LabelledSeries } from '../types.ts';
import { learned } from './learned.ts';
import { random } from './random.ts';
import { tide } from './tide.ts';

const DAY = 1440;
const rows = labelledMinutes(6, 5 * DAY, 60);
const series: LabelledSeries = {
  name: 'a',
  startMs: Date.UTC(2026, 0, 5),
  stepMs: 60_000,
  values: Float64Array.from(rows, ({ value }) => value),
  labels: Uint8Array.from(rows, ({ label }) => label),
  testFrom: 3 * DAY,
  nab: null,
};

describe('tide, evaluated', () => {
  const run = tide.run(series, 1);

  it('alarms on an outage for as long as it lasts, and says what it cost', () => {
    const during = run.score.slice(5 * DAY, 5 * DAY + 60);
    expect(during.filter((score) => score > 1).length).toBeGreaterThanOrEqual(59);
    expect(run.stateBytes).toBeGreaterThan(0);
    expect(run.scoringPoints).toBe(series.values.length);
    expect(run.scoringSeconds).toBeGreaterThan(0);
  });

  it('sees nothing of what is to come: the same past gives the same scores', () => {
    const cut = 5 * DAY + 10;
    const past = tide.run({ ...series, values: series.values.slice(0, cut), labels: series.labels.slice(0, cut) }, 1);
    expect([...past.score]).toEqual([...run.score.slice(0, cut)]);
  });

  it('reads no label', () => {
    const without = tide.run({ ...series, labels: new Uint8Array(series.labels.length) }, 1);
    expect(without.score).toEqual(run.score);
  });
});

describe('a learned model, evaluated', () => {
  const seen: { values: Float64Array; seed: number }[] = [];
  const model = (refused: boolean): LearnedModel<object> => ({
    name: 'fake',
    defaults: {},
    fit(window, _options, seed) {
      seen.push({ values: window.values, seed });
      if (refused) return { kind: 'refused', reason: 'constant', detail: 'all the same' };
      const serialise = () => ({ model: 'fake', version: 1, plain: { a: 1 }, arrays: { w: new Float32Array(3) } });
      return {
        kind: 'fitted',
        fitted: { model: 'fake', historySteps: 2, score: ({ values }) => values.map((v) => 2 * v), serialise },
      };
    },
    restore: () => {
      throw new Error('not asked for');
    },
  });

  it('is fitted on the unscored part and scores the rest', () => {
    const run = learned(model(false)).run(series, 7);
    expect(seen.at(-1)).toEqual({ values: series.values.slice(0, series.testFrom), seed: 7 });
    const alone = tide.run(series, 7).score;
    expect(run.score.slice(0, series.testFrom)).toEqual(alone.slice(0, series.testFrom));
    expect(run.score.slice(series.testFrom)).not.toEqual(alone.slice(series.testFrom));
    expect(run.stateBytes).toBe(12 + '{"a":1}'.length);
    expect(run.refusal).toBeNull();
  });

  it('that would not learn says nothing, and why', () => {
    const run = learned(model(true)).run(series, 7);
    expect(run.refusal).toBe('constant: all the same');
    expect(Math.max(...run.score)).toBe(0);
  });
});

describe('the baselines', () => {
  it.each(['last-value', 'three-sigma', 'windowed-gaussian'])('%s sees a spike', async (name) => {
    const values = series.values.with(5 * DAY, 1000);
    const { score } = (await DETECTORS[name]!.load()).run({ ...series, values }, 1);
    expect(score[5 * DAY]).toBeGreaterThan(1);
  });

  it('random alarms once in a thousand points, always the same', () => {
    const { score } = random.run(series, 3);
    const alarms = score.filter((value) => value > 1).length;
    expect(alarms).toBeGreaterThan(0);
    expect(alarms).toBeLessThan(30);
    expect(random.run(series, 3).score).toEqual(score);
    expect(random.run(series, 4).score).not.toEqual(score);
  });
});
