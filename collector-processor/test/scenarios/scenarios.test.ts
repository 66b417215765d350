import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../src/incidents/types.ts';
import { run, watch } from './run.ts';
import { traffic, type TrafficOptions } from './traffic.ts';

/**
 * What the streaming detector must get right (DESIGN.md), on clean Poisson traffic with day and week, 60 s steps.
 * Trouble begins on a Wednesday at 14:00 after 16 days, and lasts four hours where nothing else is said.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 5);
const TROUBLE = START + 16 * DAY + 14 * HOUR;
const base: TrafficOptions = { startMs: START, days: 18, rate: 100 };
const lasting =
  (change: (rate: number) => number | null, hours = 4) =>
  (rate: number, timeMs: number) =>
    timeMs >= TROUBLE && timeMs < TROUBLE + hours * HOUR ? change(rate) : rate;

/** The share of the trouble's steps at which its incident was open. */
function shareOpen(incident: Incident, hours: number): number {
  const open = Math.min(incident.endMs ?? Infinity, TROUBLE + hours * HOUR) - Math.max(incident.startMs, TROUBLE);
  return open / (hours * HOUR);
}

describe('troubles: one incident, from its first steps to recovery', () => {
  it.each<[string, string, Partial<TrafficOptions>, number]>([
    ['an outage', 'drop_to_zero', { trouble: lasting(() => 0) }, 4],
    ['nothing reported at all', 'absent', { trouble: lasting(() => null) }, 4],
    ['an outage of a whole day', 'drop_to_zero', { days: 19, trouble: lasting(() => 0, 24) }, 24],
    ['+40 %', 'level_shift', { trouble: lasting((rate) => rate * 1.4) }, 4],
    ['−40 %', 'level_shift', { trouble: lasting((rate) => rate * 0.6) }, 4],
    ['×3', 'spike', { trouble: lasting((rate) => rate * 3) }, 4],
    ['−80 %', 'drop', { trouble: lasting((rate) => rate * 0.2) }, 4],
    ['an outage of a series of one request a second', 'drop_to_zero', { rate: 1, trouble: lasting(() => 0) }, 4],
    ['−80 % of a series of one request a second', 'drop', { rate: 1, trouble: lasting((rate) => rate * 0.2) }, 4],
  ])('%s: %s', (_name, expectedClass, options, hours) => {
    const { incidents } = run(traffic({ ...base, ...options }));
    expect(incidents).toHaveLength(1);
    const [incident] = incidents as [Incident];
    expect(incident.class).toBe(expectedClass);
    // Within two steps, and over within five steps after recovery.
    expect(incident.startMs - TROUBLE).toBeLessThanOrEqual(MINUTE);
    expect(shareOpen(incident, hours)).toBeGreaterThan(0.98);
    expect(incident.status).toBe('closed');
    expect(incident.closedBecause).toBe('recovered');
    expect(incident.endMs! - (TROUBLE + hours * HOUR)).toBeLessThanOrEqual(5 * MINUTE);
    expect(incident.severity).toBeGreaterThan(50);
    expect(incident.explanation).toContain('service=shop: requests');
  });

  it('an outage alarms within two steps, every time of the day', () => {
    for (const hour of [0, 4, 9, 14, 20]) {
      const from = START + 15 * DAY + hour * HOUR;
      const trouble = (rate: number, timeMs: number) => (timeMs >= from ? 0 : rate);
      const { reports } = run(traffic({ ...base, days: 15.9 + hour / 24, trouble }));
      const steps = reports.filter(({ step }) => step.stepStartMs >= from).map(({ step }) => step.columns.score[0]!);
      expect(Math.max(steps[0]!, steps[1]!)).toBeGreaterThan(1);
      expect(steps.slice(1).every((score) => score > 1)).toBe(true);
    }
  });

  it.each<[string, number, Partial<TrafficOptions>]>([
    ['after four days of history, when bands are still wide', 4, {}],
    ['at steps of five minutes', 15, { stepMs: 5 * MINUTE }],
  ])('±40 %% %s', (_name, days, options) => {
    const from = START + days * DAY + 14 * HOUR;
    for (const factor of [0.6, 1.4]) {
      const trouble = (rate: number, timeMs: number) =>
        timeMs >= from && timeMs < from + 2 * HOUR ? rate * factor : rate;
      const points = traffic({ ...base, ...options, days: days + 1, trouble });
      const { incidents } = run(points, watch({ stepMs: options.stepMs ?? MINUTE }));
      expect(incidents).toHaveLength(1);
      expect(incidents[0]!.direction).toBe(Math.sign(factor - 1));
      expect(incidents[0]!.startMs - from).toBeLessThanOrEqual(10 * MINUTE);
    }
  });

  it('±40 % of a series that wanders by 10 % is seen at once, and ends as what its level may do', () => {
    const from = START + 15 * DAY + 14 * HOUR;
    for (const factor of [0.6, 1.4]) {
      const trouble = (rate: number, timeMs: number) => (timeMs >= from ? rate * factor : rate);
      const { incidents } = run(traffic({ ...base, noise: 0.1, rate: 50, days: 16, trouble }));
      expect(incidents).toHaveLength(1);
      expect(incidents[0]!.direction).toBe(Math.sign(factor - 1));
      expect(incidents[0]!.startMs - from).toBeLessThanOrEqual(10 * MINUTE);
      expect(incidents[0]!.closedBecause).toBe('recovered');
    }
  });

  it('a drift to 5 % over 24 hours is seen before two thirds of it, and is a drift', () => {
    const trouble = (rate: number, timeMs: number) =>
      timeMs < TROUBLE ? rate : rate * Math.max(0.05, 1 - (0.95 * (timeMs - TROUBLE)) / DAY);
    const { incidents } = run(traffic({ ...base, trouble }));
    // Where it begins to show it may be told, be over for an hour, and be told again.
    expect(incidents.length).toBeLessThanOrEqual(2);
    expect(new Set(incidents.map(({ class: kind }) => kind))).toEqual(new Set(['drift']));
    expect(incidents[0]!.startMs - TROUBLE).toBeLessThan(13 * HOUR);
    expect(incidents.at(-1)!.startMs - TROUBLE).toBeLessThan(16 * HOUR);
    expect(incidents.at(-1)!.status).toBe('open');
  });

  it('a new level that has settled is accepted, said, and then quiet', () => {
    const trouble = (rate: number, timeMs: number) => (timeMs < TROUBLE ? rate : rate * 1.5);
    const { incidents } = run(traffic({ ...base, days: 23, trouble }));
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ class: 'level_shift', status: 'closed', closedBecause: 'accepted' });
    expect(incidents[0]!.explanation).toContain('Accepted as the new normal');
  });

  it('counts what was lost', () => {
    const points = traffic({ ...base, trouble: lasting(() => 0, 1) });
    const { incidents } = run(points, watch({ measure: 'rate', countUnit: 1 / 60 }));
    // Expected at 14:00 on a weekday: 100 × (1 + .7 · cos(60°… about 1.6)) a second, for an hour.
    expect(incidents[0]!.impact).toBeLessThan(-500_000);
    expect(incidents[0]!.impact).toBeGreaterThan(-700_000);
  });
});

describe('quiet: no incident at all', () => {
  it.each<[string, TrafficOptions]>([
    ['five weeks of clean traffic, Sundays included', { ...base, days: 35 }],
    ['other seeds', { ...base, days: 28, seed: 42 }],
    ['noisy traffic', { ...base, days: 35, noise: 0.1, seed: 5 }],
    ['weekends at a quarter', { ...base, days: 35, weekend: 0.25 }],
    ['weekends at one and a half times the weekdays, the first one included', { ...base, days: 29, weekend: 1.5 }],
    ['no seasons', { ...base, days: 28, seasons: false }],
    ['three requests a second', { ...base, days: 35, rate: 3, seed: 7 }],
    ['one every two seconds', { ...base, days: 35, rate: 0.5, seed: 8 }],
    ['a quiet series of 0.01 a second, with seasons', { ...base, days: 35, rate: 0.01, seed: 9 }],
    ['a quiet series of 0.01 a second, flat', { ...base, days: 35, rate: 0.01, seed: 10, seasons: false }],
    ['the DST night in spring', { startMs: Date.UTC(2026, 2, 9), days: 28, rate: 100, timezone: 'Europe/Berlin' }],
    ['the DST night in autumn', { startMs: Date.UTC(2026, 9, 5), days: 28, rate: 100, timezone: 'Europe/Berlin' }],
  ])('%s', (_name, options) => {
    const { incidents, reports } = run(traffic(options), watch({ timezone: options.timezone ?? 'UTC' }));
    expect(incidents).toEqual([]);
    const alarms = reports.filter(({ step }) => step.columns.score[0]! > 1).length;
    // The budget is one false alarm a week.
    expect(alarms).toBeLessThanOrEqual(options.days / 7);
  });

  it('says that it is learning, and alarms on nothing meanwhile', () => {
    const points = traffic({ ...base, days: 0.9, trouble: (rate, timeMs) => (timeMs > START + 12 * HOUR ? 0 : rate) });
    const { reports, incidents } = run(points);
    expect(incidents).toEqual([]);
    expect(reports.every(({ step }) => step.columns.learning[0] === 1)).toBe(true);
  });
});

describe('hostile values', () => {
  it.each<[string, (i: number) => number]>([
    ['constant', () => 5],
    ['all zero', () => 0],
    ['negative', (i) => -10 - Math.sin(i / 200)],
    ['huge and tiny', (i) => (i % 100 === 0 ? 1e300 : 1e-12)],
    ['1e29', (i) => 1e29 * (1 + (i % 7) / 100)],
    ['alternating signs', (i) => (i % 2 === 0 ? 1e9 : -1e9)],
  ])('%s: no NaN in a score, and the limits in order', (_name, valueAt) => {
    const points = Array.from({ length: 3000 }, (_, i) => ({ timeMs: START + i * MINUTE, value: valueAt(i) }));
    const { reports } = run(points, watch({ nonNegative: false }));
    for (const { step } of reports.slice(2)) {
      const { score, expected, lower, upper, typicalLower, typicalUpper } = step.columns;
      expect(Number.isFinite(score[0]!)).toBe(true);
      const order = [lower[0]!, typicalLower[0]!, expected[0]!, typicalUpper[0]!, upper[0]!];
      expect(order.every(Number.isFinite)).toBe(true);
      expect([...order].sort((a, b) => a - b)).toEqual(order);
    }
  });
});
