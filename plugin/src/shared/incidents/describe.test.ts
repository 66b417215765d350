import { describe, expect, it } from '@jest/globals';
import { T0, anIncident } from '../../test-support/fixtures';
import { durationText, impactText, incidentEndMs, severityLevel, spanText, statusText } from './describe';

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [40_000, '40 s'],
    [89_000, '89 s'],
    [90_000, '2 min'],
    [720_000, '12 min'],
    [5_400_000, '1 h 30 min'],
    [7_200_000, '2 h'],
    [86_400_000, '1 d'],
    [183_600_000, '2 d 3 h'],
  ])('%d ms is %s', (durationMs, expected) => {
    expect(durationText(durationMs)).toBe(expected);
  });
});

describe('severityLevel', () => {
  it.each([
    [0, 'moderate'],
    [39.9, 'moderate'],
    [40, 'high'],
    [75, 'critical'],
    [100, 'critical'],
  ])('%d is %s', (severity, level) => {
    expect(severityLevel(severity)).toBe(level);
  });
});

describe('impactText', () => {
  it.each([
    [-12_000, 'req/s', '12,000 requests lost'],
    [3.456, 'req/s', '3.5 requests in excess'],
    [-40, 'orders', '40 events lost'],
    [null, 'req/s', null],
  ])('%p in %s: %p', (impact, unit, expected) => {
    expect(impactText(anIncident({ impact }), unit)).toBe(expected);
  });
});

describe('the time of an incident', () => {
  const open = anIncident({ status: 'open', endMs: null, lastMs: T0 + 60_000 });

  it('runs to the latest step while it is open', () => {
    expect(incidentEndMs(open)).toBe(T0 + 60_000);
    expect(spanText(open, T0 + 120_000)).toBe('open for 2 min');
  });

  it('does not run backwards by a clock that is behind', () => {
    expect(spanText(open, T0 - 600_000)).toBe('open for 60 s');
  });

  it('says how long it lasted', () => {
    expect(spanText(anIncident(), T0)).toBe('lasted 5 min');
  });
});

describe('statusText', () => {
  it.each([
    ['open', null, 'Open'],
    ['closed', 'recovered', 'Recovered'],
    ['closed', 'accepted', 'Accepted as normal'],
    ['closed', 'expired', 'Series gone'],
    ['closed', null, 'Closed'],
  ] as const)('%s, %s: %s', (status, closedBecause, expected) => {
    expect(statusText(anIncident({ status, closedBecause }))).toBe(expected);
  });
});
