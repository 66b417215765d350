import { describe, expect, it } from '@jest/globals';
import type { SpecialDay } from '../../src/calendars/types.ts';
import { run, watch } from './run.ts';
import { traffic } from './traffic.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STEP = 900_000;
const START = Date.UTC(2026, 3, 27);
/** A Thursday of the fourth week. */
const HOLIDAY = START + 24 * DAY;
const holiday: SpecialDay = {
  startMs: HOLIDAY,
  endMs: HOLIDAY + DAY,
  summary: 'Holiday',
  calendar: 'holidays',
  like: 'sunday',
  least: 0.15,
  most: 2.5,
};

/** Incidents from the holiday on, over four days, as [class, hours after the holiday began]. */
function incidentsOf(change: (rate: number, timeMs: number) => number, day: Partial<SpecialDay> | null) {
  const points = traffic({ startMs: START, days: 28, rate: 20, stepMs: STEP, trouble: change });
  const settings = watch({ stepMs: STEP, specialDays: day === null ? [] : [{ ...holiday, ...day }] });
  return run(points, settings)
    .incidents.filter(({ startMs }) => startMs >= HOLIDAY - HOUR)
    .map(({ class: kind, startMs }) => ({ kind, hour: (startMs - HOLIDAY) / HOUR }));
}

const during = (timeMs: number, from = 0, to = 24): boolean =>
  timeMs >= HOLIDAY + from * HOUR && timeMs < HOLIDAY + to * HOUR;

describe('a holiday', () => {
  const quiet = (rate: number, timeMs: number): number => (during(timeMs) ? 0.45 * rate : rate);

  it('is an incident for who knows no calendar', () => {
    expect(incidentsOf(quiet, null).length).toBeGreaterThan(0);
  });

  it('is none for who does, nor are the days after it', () => {
    expect(incidentsOf(quiet, {})).toEqual([]);
  });

  it('does not hide an outage', () => {
    const outage = (rate: number, timeMs: number): number => (during(timeMs, 12, 14) ? 0 : quiet(rate, timeMs));
    const [first] = incidentsOf(outage, {});
    expect(first?.kind).toBe('drop_to_zero');
    expect(first!.hour).toBeCloseTo(12, 0);
  });

  it('does not hide a fall of the day after', () => {
    const fall = (rate: number, timeMs: number): number => (during(timeMs, 34, 38) ? 0.3 * rate : quiet(rate, timeMs));
    const [first] = incidentsOf(fall, {});
    expect(first!.hour).toBeCloseTo(34, 0);
  });
});

describe('a sale', () => {
  const busy = (rate: number, timeMs: number): number => (during(timeMs, 8, 24) ? 5 * rate : rate);

  it('may be as large as its calendar says', () => {
    expect(incidentsOf(busy, { like: null, most: 10 })).toEqual([]);
  });

  it('is an incident beyond that', () => {
    expect(incidentsOf(busy, { like: null, most: 2.5 }).length).toBeGreaterThan(0);
  });

  it('does not change what is expected of its weekday', () => {
    const points = () => traffic({ startMs: START, days: 32, rate: 20, stepMs: STEP, trouble: busy });
    const expectedAWeekLater = (specialDays: SpecialDay[]) => {
      const { reports } = run(points(), watch({ stepMs: STEP, specialDays }));
      const at = reports.find(({ step }) => step.stepStartMs === HOLIDAY + 7 * DAY + 12 * HOUR);
      return at!.step.columns.expected[0]!;
    };
    const usual = traffic({ startMs: START, days: 32, rate: 20, stepMs: STEP, noise: 0 });
    const then = [...usual].find(({ timeMs }) => timeMs === HOLIDAY + 7 * DAY + 12 * HOUR)!.value!;
    const known = expectedAWeekLater([{ ...holiday, like: null, most: 10 }]);
    expect(Math.abs(known / then - 1)).toBeLessThan(0.1);
  });
});
