import { expect, it } from '@jest/globals';
import { NOW_MS, watchSettings } from '../../../test/support/api-fixture.ts';
import { reachedAt } from './reached-at.ts';

const HOUR_MS = 3_600_000;
const limit = { name: 'full', value: 100, direction: 'up', leadsMs: [] } as const;

const hour = (startMs: number, mean: number, max: number) => ({
  ...{ startMs, endMs: startMs + HOUR_MS, presentMs: HOUR_MS, normalMs: HOUR_MS },
  ...{ mean, max, min: 0, normalMean: mean, normalMax: max },
});

it('takes the mean of an hour when it is over, and the highest step of one at once', () => {
  const rollups = [hour(NOW_MS - HOUR_MS, 90, 99), hour(NOW_MS, 120, 130)];
  const at = (measure: 'mean' | 'max', nowMs: number, given = limit as Parameters<typeof watchSettings>[1]) =>
    reachedAt(rollups, watchSettings('pool', { measure, limit, ...given }), nowMs);
  expect(at('mean', NOW_MS + 60_000)).toBeNull();
  expect(at('mean', NOW_MS + HOUR_MS)).toBe(NOW_MS);
  expect(at('max', NOW_MS + 60_000)).toBe(NOW_MS);
  const down = { limit: { ...limit, direction: 'down', value: 130 } } as const;
  expect(at('max', NOW_MS + 60_000, down)).toBe(NOW_MS - HOUR_MS);
  expect(at('mean', NOW_MS + 30 * HOUR_MS)).toBeNull();
});

it('tells when it came, not that it still is', () => {
  const rollups = [-40, -20, -3, -2, -1].map((k) => hour(NOW_MS + k * HOUR_MS, k === -20 ? 90 : 120, 130));
  expect(reachedAt(rollups, watchSettings('pool', { measure: 'mean', limit }), NOW_MS)).toBe(NOW_MS - 3 * HOUR_MS);
});
