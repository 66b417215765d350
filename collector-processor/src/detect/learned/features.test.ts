import { describe, expect, it } from '@jest/globals';
import { trafficWindow, WINDOW_START_MS } from '../../../test/support/learned-window.ts';
import {
  computeFeatures,
  FEATURE_DEFAULTS,
  featureHistorySteps,
  featureNames,
  type LearnedFeatures,
  learnFeatures,
} from './features.ts';
import type { SeriesColumns } from './types.ts';

const HOUR_MS = 3_600_000;

/** As learned from a series that usually is 10 ± 2, with lags of 1 and 2 and a window of 3. */
const learned: LearnedFeatures = {
  groups: FEATURE_DEFAULTS.features,
  lags: [1, 2],
  rollingSteps: 3,
  stepMs: HOUR_MS,
  timezone: 'UTC',
  season: 'none',
  measures: [
    {
      name: 'value',
      profile: { kind: 'none', centre: Float64Array.of(10), spread: Float64Array.of(2) },
      scale: { centre: 8, spread: 4 },
    },
  ],
};

function series(...values: number[]): SeriesColumns {
  return { startMs: WINDOW_START_MS, stepMs: HOUR_MS, values: Float64Array.from(values) };
}

/** Rows as objects by the feature's name. */
function named(features: LearnedFeatures, columns: SeriesColumns): Record<string, number>[] {
  const names = featureNames(features);
  const { matrix } = computeFeatures(features, columns);
  return Array.from({ length: matrix.rows }, (_, row) =>
    Object.fromEntries(names.map((name, j) => [name, matrix.data[row * matrix.width + j]!])),
  );
}

describe('computeFeatures', () => {
  it('is worked out by hand for one step', () => {
    // Season differences: 0, 1, -1, 2.
    const [row] = named(learned, series(10, 12, 8, 14));
    expect(row).toEqual({
      value: 1.5,
      season_difference: 2,
      change_1: 3,
      change_2: 1,
      from_rolling: 2,
      rolling_mean: 0,
      rolling_std: expect.closeTo(Math.sqrt(2 / 3), 12),
      rolling_min: -1,
      rolling_max: 1,
    });
  });

  it('says which steps have features: present ones with enough before them', () => {
    expect(Array.from(computeFeatures(learned, series(1, 2, 3, 4, NaN, 6)).steps)).toEqual([3, 5]);
  });

  it('bridges a gap as long as the rolling window, and no longer', () => {
    const steps = (gap: number) =>
      Array.from(computeFeatures(learned, series(1, 2, 3, ...new Array<number>(gap).fill(NaN), 4, 5, 6, 7)).steps);
    expect(steps(3)).toEqual([6, 7, 8, 9]);
    // Until lags and window are full again.
    expect(steps(4)).toEqual([10]);
  });

  it('takes an absent companion as usual', () => {
    const companion = { ...learned.measures[0]!, name: 'latency' };
    const features = { ...learned, measures: [...learned.measures, companion] };
    const own = series(10, 12, 8, 14);
    const usual = { latency: 0, 'latency.season_difference': 0, 'latency.from_rolling': 0 };
    expect(named(features, own)[0]).toMatchObject(usual);
    expect(named(features, { ...own, companions: { latency: Float64Array.of(10, 10, 10, NaN) } })[0]).toMatchObject(
      usual,
    );
    expect(named(features, { ...own, companions: { latency: Float64Array.of(10, 10, 10, 14) } })[0]).toMatchObject({
      latency: 1.5,
      'latency.season_difference': 2,
      'latency.from_rolling': 2,
    });
  });

  it('tells the time of day and week in civil time', () => {
    const weekly = { ...learned, season: 'week' as const, timezone: 'Europe/Berlin' };
    // The fourth step starts at 03:00 UTC on a Monday: 04:00 in Berlin.
    expect(named(weekly, series(1, 2, 3, 4))[0]).toMatchObject({
      day_sin: expect.closeTo(Math.sin((2 * Math.PI * 4) / 24), 12),
      day_cos: expect.closeTo(Math.cos((2 * Math.PI * 4) / 24), 12),
      week_sin: expect.closeTo(Math.sin((2 * Math.PI * 4) / 168), 12),
      week_cos: expect.closeTo(Math.cos((2 * Math.PI * 4) / 168), 12),
    });
  });

  it('computes only the groups that were asked for', () => {
    expect(featureNames({ ...learned, groups: ['season', 'changes'] })).toEqual([
      'season_difference',
      'change_1',
      'change_2',
    ]);
  });

  it('refuses columns of another step', () => {
    expect(() => computeFeatures(learned, { ...series(1), stepMs: 60_000 })).toThrow('steps of 3600000 ms');
  });
});

describe('learnFeatures', () => {
  const window = trafficWindow(5);

  it('finds the daily season, so that its difference is noise about 0', () => {
    const features = learnFeatures(window, FEATURE_DEFAULTS);
    expect(features.season).toBe('day');
    expect(features.measures.map(({ name }) => name)).toEqual(['value', 'errors', 'latency']);
    const differences = named(features, window).map((row) => Math.abs(row.season_difference!));
    expect(differences.filter((difference) => difference < 3).length / differences.length).toBeGreaterThan(0.99);
  });

  it('learns nothing from left-out steps', () => {
    const leaveOut = window.values.map((_, i) => (i < 100 ? 1 : 0));
    const learn = (value: number) =>
      learnFeatures(
        { ...window, values: window.values.map((v, i) => (i < 100 ? value : v)), leaveOut: Uint8Array.from(leaveOut) },
        FEATURE_DEFAULTS,
      );
    expect(learn(0)).toEqual(learn(1e9));
  });

  it('says how far back it looks', () => {
    expect(featureHistorySteps(learned)).toBe(6);
    expect(featureHistorySteps({ ...learned, lags: [288] })).toBe(291);
  });
});
