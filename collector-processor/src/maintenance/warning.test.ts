import { describe, expect, it } from '@jest/globals';
import type { LimitOutlook } from './types.ts';
import { nextWarning, type WarningSubject } from './warning.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2026-11-21T08:00:00Z');
/** A Friday, 18:00 in Berlin. */
const CROSSES_MS = Date.parse('2026-11-27T17:00:00Z');

const subject: WarningSubject = {
  watch: 'pool',
  unit: 'connections',
  timezone: 'Europe/Berlin',
  labels: { 'service.name': 'checkout' },
  limit: { name: 'the pool', value: 100, direction: 'up', leadsMs: [7 * DAY_MS, DAY_MS] },
};

function outlook(week: number, day: number): Extract<LimitOutlook, { status: 'known' }> {
  return {
    status: 'known',
    madeAtMs: NOW_MS,
    crossesAtMs: CROSSES_MS,
    earliestMs: CROSSES_MS - 5 * 3_600_000,
    latestMs: CROSSES_MS + 5 * 3_600_000,
    leads: [
      { leadMs: 7 * DAY_MS, probability: week },
      { leadMs: DAY_MS, probability: day },
    ],
    growth: { shape: 'linear', saturatesAt: null, perWeek: 0.06, perWeekError: 0.01, sinceMs: 0 },
    peaksOn: 'weekday',
    emptiedEveryMs: null,
  };
}

describe('a maintenance warning', () => {
  it('opens when the limit is more likely reached within a lead than not, and says when, why and what to do', () => {
    expect(nextWarning(null, subject, outlook(0.4, 0), null, NOW_MS)).toBeNull();
    const opened = nextWarning(null, subject, outlook(0.9, 0), null, NOW_MS)!;
    expect(opened).toMatchObject({ leadMs: 7 * DAY_MS, probability: 0.9, openedMs: NOW_MS, closedMs: null });
    expect(opened.sentence).toBe(
      'pool of checkout reaches the pool (100 connections) on Friday 27 Nov, 18:00 ± 5 h; weekday peaks grow 6 % a week; raise the pool or shed load before then',
    );
  });

  it('comes nearer, keeps what it said first, and comes true', () => {
    const opened = nextWarning(null, subject, outlook(0.9, 0), null, NOW_MS)!;
    const nearer = nextWarning(
      opened,
      subject,
      { ...outlook(1, 0.8), crossesAtMs: CROSSES_MS - DAY_MS },
      null,
      NOW_MS + DAY_MS,
    )!;
    expect(nearer).toMatchObject({ id: opened.id, leadMs: DAY_MS, openedMs: NOW_MS, firstCrossesAtMs: CROSSES_MS });
    const reached = nextWarning(nearer, subject, outlook(1, 1), CROSSES_MS, CROSSES_MS)!;
    expect(reached).toMatchObject({ closedBecause: 'reached', reachedAtMs: CROSSES_MS, closedMs: CROSSES_MS });
    expect(nextWarning(null, subject, outlook(1, 1), CROSSES_MS, CROSSES_MS)).toBeNull();
  });

  it('is withdrawn when the limit is far again, not when it wavers', () => {
    const opened = nextWarning(null, subject, outlook(0.6, 0), null, NOW_MS)!;
    expect(nextWarning(opened, subject, outlook(0.4, 0), null, NOW_MS + 1)).toBeNull();
    expect(nextWarning(opened, subject, outlook(0.1, 0), null, NOW_MS + 1)?.closedBecause).toBe('withdrawn');
  });

  it.each([
    [
      'grows by chance',
      { growth: { ...outlook(1, 0).growth, perWeekError: 0.1 } },
      'weekday peaks show no growth beyond chance',
    ],
    [
      'levels off',
      { growth: { ...outlook(1, 0).growth, shape: 'saturating', saturatesAt: 130 } },
      'levelling off at 130',
    ],
    ['is unsure', { latestMs: null }, 'about Friday 27 Nov'],
    [
      'has growth that rounds to none',
      { growth: { ...outlook(1, 0).growth, perWeek: 1e-4, perWeekError: 1e-5 } },
      'show no growth',
    ],
    ['is emptied by itself', { emptiedEveryMs: 100 * 3_600_000 }, 'grow 6 % a week, emptied about every 4 days'],
    ['peaks on any day', { peaksOn: 'any' }, 'the level grows 6 % a week'],
  ] as const)('says what it is not sure of: it %s', (_what, change, words) => {
    const warning = nextWarning(null, subject, { ...outlook(0.9, 0), ...change } as LimitOutlook, null, NOW_MS);
    expect(warning?.sentence).toContain(words);
  });
});
