import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { T0 } from '../../test-support/fixtures';
import type { MaintenanceWarningBody, WhatIfResponse } from '../api/contract';
import { setLanguage } from '../i18n/language';
import { limitText, warningText } from './limit-text';

type Limit = NonNullable<WhatIfResponse['limit']>;
type Known = Extract<Limit['outlook'], { status: 'known' }>;

const HOUR_MS = 3_600_000;
const subject = { watch: 'pool', labels: { 'service.name': 'shop' }, unit: '', timeZone: 'Europe/Berlin' };
const known: Known = {
  ...{ status: 'known', madeAtMs: T0, crossesAtMs: T0, earliestMs: T0 - 5 * HOUR_MS, latestMs: T0 + 5 * HOUR_MS },
  ...{ leads: [], peaksOn: 'weekday', emptiedEveryMs: null },
  growth: { shape: 'linear', saturatesAt: null, perWeek: 0.062, perWeekError: 0.01, sinceMs: T0 },
};
const limit = (outlook: Limit['outlook'], change: Partial<Limit> = {}): Limit => ({
  ...{ name: 'pool size', value: 100, direction: 'up', outlook, sentence: 'As the processor says.' },
  ...change,
});

describe('a limit in words', () => {
  beforeEach(() => setLanguage('de-DE'));
  afterEach(() => setLanguage('en-US'));

  it('is the sentence of the processor in English', () => {
    setLanguage('en-US');
    expect(limitText(limit(known), subject)).toBe('As the processor says.');
  });

  it.each<[string, Limit, string]>([
    [
      'reached',
      limit(known),
      'shop: pool reaches pool size (100) on Samstag, 21. November um 09:00 ± 5 h; peaks on weekdays: 6,2 % more a week; raise the limit or shed load before then',
    ],
    [
      'fallen to, about then, by a limit that was typed',
      limit({ ...known, earliestMs: null, peaksOn: 'any' }, { direction: 'down', name: 'the limit' }),
      'shop: pool falls to the limit (100) about Samstag, 21. November um 09:00; the level: 6,2 % more a week; add what runs out before then, or lower the use',
    ],
    [
      'not reached, emptied by itself',
      limit({
        ...{ ...known, crossesAtMs: null, peaksOn: 'weekend', emptiedEveryMs: 72 * HOUR_MS },
        growth: { ...known.growth, perWeek: -0.25, shape: 'saturating', saturatesAt: 81.234 },
      }),
      'shop: pool will probably not reach pool size (100) within 90 days; peaks at weekends: 25 % less a week, levelling off at 81,2, emptied about every 3 d',
    ],
    [
      'not fallen to, without growth',
      limit({ ...known, crossesAtMs: null, growth: { ...known.growth, perWeek: 0.01 } }, { direction: 'down' }),
      'shop: pool will probably not fall to pool size (100) within 90 days; peaks on weekdays: no growth beyond chance',
    ],
    [
      'unknown',
      limit({ status: 'unknown', code: 'few_days', reason: 'fewer than 4 days of history' }),
      'When pool size (100) is reached cannot be told: too few days of history',
    ],
    [
      'unknown, as a newer processor says',
      limit({ status: 'unknown', code: 'moon' as never, reason: 'the moon is full' }),
      'When pool size (100) is reached cannot be told: the moon is full',
    ],
  ])('is made of its values elsewhere: %s', (_what, told, expected) => {
    expect(limitText(told, subject).replaceAll('\u00a0', ' ')).toBe(expected);
  });

  it('as a warning says when, and what to do', () => {
    const warning: MaintenanceWarningBody = {
      ...{ id: 'w', watch: 'pool', labels: {}, limit: 'pool size', limitValue: 0.9, direction: 'up', leadMs: HOUR_MS },
      ...{ probability: 0.9, openedMs: T0, updatedMs: T0, closedMs: null, closedBecause: null, reachedAtMs: null },
      ...{ crossesAtMs: T0, earliestMs: T0 - 60 * HOUR_MS, latestMs: T0 + 60 * HOUR_MS, firstCrossesAtMs: T0 },
      sentence: 'As the processor says.',
    };
    expect(warningText(warning, { ...subject, labels: {}, unit: 'ratio' })).toBe(
      'pool reaches pool size (90%) on Samstag, 21. November um 09:00 ± 3 d; raise the limit or shed load before then',
    );
  });
});
