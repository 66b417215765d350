import { describe, expect, it } from '@jest/globals';
import { explain } from './explain.ts';
import type { Incident } from './types.ts';

const open: Parameters<typeof explain>[0] = {
  watch: 'requests',
  labels: { 'service.name': 'shop' },
  class: 'drop_to_zero',
  direction: -1,
  status: 'open',
  severity: 90,
  startMs: Date.UTC(2026, 10, 21, 14, 2),
  endMs: null,
  lastMs: Date.UTC(2026, 10, 21, 14, 12),
  peakMs: 0,
  peakScore: 9,
  peakValue: 0,
  peakExpected: 35.21,
  impact: -21_126.4,
  closedBecause: null,
};

describe('explain', () => {
  it.each<[string, Partial<Incident>, string]>([
    [
      'an outage, with what it cost',
      {},
      'shop: requests fell to 0 req/s since 14:02 UTC; 35.2 req/s was expected. About 21,126 requests lost.',
    ],
    [
      'absence',
      { class: 'absent', peakValue: null, impact: null },
      'shop: requests not reported since 14:02 UTC; 35.2 req/s was expected.',
    ],
    [
      'a spike that is over',
      {
        class: 'spike',
        direction: 1,
        peakValue: 105,
        impact: 900,
        endMs: Date.UTC(2026, 10, 21, 14, 13),
        closedBecause: 'recovered',
      },
      'shop: requests at 2.98 times what is normal since 14:02 UTC: 105 req/s at the peak, 35.2 req/s was expected. About 900 requests in excess. Over at 14:13 UTC.',
    ],
    [
      'a level that was accepted',
      {
        class: 'level_shift',
        direction: 1,
        peakValue: 50,
        impact: null,
        endMs: Date.UTC(2026, 10, 22, 14, 2),
        closedBecause: 'accepted',
      },
      'shop: requests moved to a higher level since 14:02 UTC and stays there: 50 req/s where 35.2 req/s was expected. Accepted as the new normal.',
    ],
    [
      'a value that may be stuck',
      { class: 'variance', impact: 0 },
      'shop: requests hardly moves from step to step since 14:02 UTC, less than it ever does: a value may be stuck.',
    ],
    [
      'unusual noise',
      { class: 'variance', direction: 1, impact: 0 },
      'shop: requests swings from step to step since 14:02 UTC, further than it ever does.',
    ],
  ])('%s', (_name, over, sentence) => {
    expect(explain({ ...open, ...over }, 'req/s')).toBe(sentence);
  });

  it('gives ratios as percentages, and series without labels a name', () => {
    const errors = {
      ...open,
      watch: 'errors',
      labels: {},
      class: 'spike',
      direction: 1,
      peakValue: 0.25,
      peakExpected: 0.01,
      impact: null,
    } as const;
    expect(explain(errors, 'ratio')).toContain(
      'all: errors at 25 times what is normal since 14:02 UTC: 25 % at the peak, 1 % was expected.',
    );
  });

  it('says that it began on a day that is not like others', () => {
    const day = {
      startMs: 0,
      endMs: 1,
      summary: 'New Year',
      calendar: 'de',
      like: 'sunday',
      least: 0,
      most: 1,
    } as const;
    expect(explain(open, 'req/s', day)).toContain(
      'It began on New Year of the calendar de, compared with a Sunday. About 21,126 requests lost.',
    );
    expect(explain(open, 'req/s', { ...day, summary: '', like: null })).toContain(
      'It began on a day of the calendar de.',
    );
  });
});
