import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../src/incidents/types.ts';
import { createRandom, normal } from '../../src/random.ts';
import { createSingleSeries } from '../../src/pipeline/single-series.ts';
import { run, watch } from './run.ts';
import { type Point, traffic, type TrafficOptions } from './traffic.ts';

/** What shows over hours alone: trouble begins on a Wednesday at 14:00 after 16 days, as in scenarios.test.ts. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 5);
const TROUBLE = START + 16 * DAY + 14 * HOUR;
const base: TrafficOptions = { startMs: START, days: 18, rate: 100 };

/** To a share of what is usual within so many hours; back at once after `untilHours`. */
const drifting = (share: number, hours: number, untilHours = Infinity) => {
  return (rate: number, timeMs: number): number => {
    const since = (timeMs - TROUBLE) / HOUR;
    return since < 0 || since >= untilHours ? rate : rate * (1 + (share - 1) * Math.min(1, since / hours));
  };
};

/** Values other than they are for some hours. */
function* changed(points: Iterable<Point>, hours: number, change: (value: number) => number): Generator<Point> {
  for (const { timeMs, value } of points) {
    const inside = timeMs >= TROUBLE && timeMs < TROUBLE + hours * HOUR;
    yield { timeMs, value: inside ? change(value!) : value };
  }
}

const hoursAfter = (timeMs: number): number => (timeMs - TROUBLE) / HOUR;

describe('a drift is one incident, from hours before its values leave their limits', () => {
  it.each<[string, (rate: number, timeMs: number) => number, number, number, number]>([
    ['to 5 % within a day, back after twenty hours', drifting(0.05, 24, 20), -1, 6, 20],
    ['to 5 % within a day, back after ten hours', drifting(0.05, 24, 10), -1, 6, 10],
    ['to three times within a day, back at its end', drifting(3, 24, 24), 1, 4, 24],
  ])('%s', (_name, trouble, direction, within, ends) => {
    const { incidents, reports } = run(traffic({ ...base, trouble }));
    expect(incidents).toHaveLength(1);
    const [incident] = incidents as [Incident];
    expect(incident).toMatchObject({ class: 'drift', direction, status: 'closed', closedBecause: 'recovered' });
    expect(hoursAfter(incident.startMs)).toBeGreaterThan(1);
    expect(hoursAfter(incident.startMs)).toBeLessThan(within);
    expect(hoursAfter(incident.endMs!) - ends).toBeLessThan(0.75);
    const told = reports.find(({ incidents: [open] }) => open?.status === 'open')!;
    expect(told.step.stepStartMs - incident.startMs).toBeLessThan(0.25 * HOUR);
    expect(told.step.columns.severity[0]).toBeGreaterThan(20);
  });

  it('to half within two days is told, accepted after a day, and then quiet', () => {
    const { incidents } = run(traffic({ ...base, days: 22, trouble: drifting(0.5, 48) }));
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ class: 'drift', direction: -1 });
  });
});

it('a slow incident goes on after a restart as if there had been none', () => {
  const settings = watch({ measure: 'mean' });
  const whole = createSingleSeries(settings);
  let restored: ReturnType<typeof createSingleSeries> | null = null;
  let told = 0;
  for (const { timeMs, value } of traffic({ ...base, trouble: drifting(0.05, 24, 20) })) {
    const hours = hoursAfter(timeMs);
    if (hours === 8) {
      restored = createSingleSeries(settings);
      restored.restore(whole.snapshot());
    }
    if (hours > 21) break;
    const [columns, again] = [whole.step(timeMs, value!), restored?.step(timeMs, value!)];
    if (again == null) continue;
    if (columns!.severity[0]! > 0 && columns!.held[0] === 0) told++;
    expect([again.score[0], again.severity[0]]).toEqual([columns!.score[0], columns!.severity[0]]);
  }
  expect(told).toBeGreaterThan(180);
});

describe('unusual noise', () => {
  it.each(['both', 'up'] as const)('three times the usual, of a watch of %s', (direction) => {
    const next = createRandom(50);
    // Added to a count of so much a minute: eight times its variance.
    const noisier = (value: number): number => Math.max(0, value + Math.sqrt((8 * value) / 60) * normal(next));
    const { incidents } = run(changed(traffic({ ...base, rate: 3 }), 4, noisier), watch({ direction }));
    const [incident] = incidents.filter(({ class: kind }) => kind === 'variance');
    expect(incident).toMatchObject({ direction: 1, closedBecause: 'recovered' });
    expect(hoursAfter(incident!.startMs)).toBeLessThan(1);
    expect(hoursAfter(incident!.endMs!) - 4).toBeLessThan(1.25);
  });

  it.each([
    ['without seasons', false],
    ['of few requests, with seasons', true],
  ])('none: a value that is stuck, %s', (_name, seasons) => {
    let stuck = NaN;
    const still = (value: number): number => (stuck = stuck === stuck ? stuck : value);
    const points = traffic({ ...base, rate: seasons ? 3 : 100, seasons });
    const { incidents } = run(changed(points, 5, still));
    expect(incidents).toHaveLength(1);
    const [incident] = incidents as [Incident];
    expect(incident).toMatchObject({ class: 'variance', direction: -1, closedBecause: 'recovered' });
    expect(hoursAfter(incident.startMs)).toBeLessThan(1);
    expect(hoursAfter(incident.endMs!) - 5).toBeLessThan(1.5);
    expect(incident.explanation).toContain('hardly moves');
  });

  it('a value that is stuck is told where values down are watched, and not where only those up are', () => {
    const told = (['up', 'down'] as const).map((direction) => {
      let stuck = NaN;
      const still = (value: number): number => (stuck = stuck === stuck ? stuck : value);
      const { incidents } = run(changed(traffic({ ...base, seasons: false }), 5, still), watch({ direction }));
      return incidents.map(({ class: kind }) => kind);
    });
    expect(told).toEqual([[], ['variance']]);
  });
});
