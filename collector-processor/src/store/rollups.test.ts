import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { incident, stepReport } from '../../test/support/step-report.ts';
import { createRandom } from '../random.ts';
import { createStore, MEMORY, type Store, type StoreOptions } from './index.ts';

const STEP_MS = 600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday, 00:00 in Berlin; the clocks change on the Sunday before its end. */
const START_MS = Date.parse('2026-10-18T22:00:00Z');
const END_MS = Date.parse('2026-10-27T10:25:00Z');
const labels = { r: 'a' };

function berlinStore(given: Partial<StoreOptions> = {}): Store {
  const retention = { stepsMs: 1e12, incidentsMs: 1e12 };
  return createStore({ path: MEMORY, retention, timezoneOf: () => 'Europe/Berlin', ...given });
}

const reportAt = (stepStartMs: number, value: number, troubled = false) =>
  stepReport({
    stepStartMs,
    stepMs: STEP_MS,
    rows: [{ labels, value, score: troubled ? 2 : 0, ...(troubled && { incident: incident() }) }],
  });

/** Values with gaps and a trouble now and then; the same every time. */
function history() {
  const random = createRandom(7);
  const reports = [];
  for (let timeMs = START_MS; timeMs < END_MS; timeMs += STEP_MS) {
    const chance = random();
    reports.push(reportAt(timeMs, chance < 0.1 ? NaN : Math.round(100 * random()), chance > 0.8));
  }
  return reports;
}

function rollupsOf(store: Store, period: 'hour' | 'day' | 'week') {
  return store.rollups(store.findSeries('requests', labels)!, period, 0, 1e14);
}

const present = history()
  .map(({ step }) => ({ startMs: step.stepStartMs, value: step.columns.value[0]!, score: step.columns.score[0]! }))
  .filter(({ value }) => !Number.isNaN(value));

/** What a period comes to, straight from the steps. */
function byHand(startMs: number, endMs: number) {
  const inside = present.filter((step) => step.startMs >= startMs && step.startMs < endMs);
  const normal = inside.filter(({ score }) => score <= 1);
  const mean = (steps: typeof inside) => steps.reduce((sum, { value }) => sum + value, 0) / steps.length;
  return {
    presentMs: inside.length * STEP_MS,
    normalMs: normal.length * STEP_MS,
    mean: expect.closeTo(mean(inside), 9),
    normalMean: expect.closeTo(mean(normal), 9),
    max: Math.max(...inside.map(({ value }) => value)),
  };
}

function expectWhole(store: Store): void {
  const hours = rollupsOf(store, 'hour');
  expect(hours).toHaveLength(8 * 24 + 1 + 12);
  for (const hour of hours) {
    expect(hour.endMs - hour.startMs).toBe(HOUR_MS);
    if (hour.normalMs > 0) expect(hour).toMatchObject(byHand(hour.startMs, hour.endMs));
  }
  const days = rollupsOf(store, 'day');
  expect(days.map(({ startMs, endMs }) => (endMs - startMs) / HOUR_MS)).toEqual([24, 24, 24, 24, 24, 24, 25, 24, 24]);
  for (const day of days) expect(day).toMatchObject(byHand(day.startMs, day.endMs));
  const weeks = rollupsOf(store, 'week');
  expect(weeks.map(({ startMs, endMs }) => (endMs - startMs) / HOUR_MS)).toEqual([7 * 24 + 1, 7 * 24]);
  for (const week of weeks) expect(week).toMatchObject(byHand(week.startMs, week.endMs));
}

describe('roll-ups', () => {
  it('count every step once, in civil time, live', () => {
    const store = berlinStore();
    for (const report of history()) store.writeReport(report);
    expectWhole(store);
    store.close();
  });

  it('are the same where history is older than what is kept of the steps', () => {
    const store = berlinStore();
    const reports = history();
    for (let i = 0; i < reports.length; i += 500) store.writeReports(reports.slice(i, i + 500), END_MS - DAY_MS);
    expectWhole(store);
    store.close();
  });

  it('go on after a restart in the middle of an hour, and count steps that are told again once', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'tidemark-rollups-')), 'a.db');
    const reports = history();
    const before = berlinStore({ path });
    before.writeReports(reports.slice(0, 400));
    before.close();
    const after = berlinStore({ path });
    for (const report of reports.slice(397)) after.writeReport(report);
    expectWhole(after);
    after.close();
  });

  it('take in a revision of the hour under way, of one that is over and of a day that is over', () => {
    const store = berlinStore();
    const reports = history();
    const late = [3, 200, reports.length - 2];
    reports.forEach((report, i) => {
      const { stepStartMs } = report.step;
      store.writeReport(late.includes(i) ? reportAt(stepStartMs, 1e6) : report);
    });
    for (const i of late) {
      const { step } = reports[i]!;
      store.writeReport({ ...reports[i]!, step: { ...step, revision: 1 } });
    }
    // The hour under way is made anew with its next step: that one is absent, it adds nothing.
    store.writeReport(reportAt(END_MS - (END_MS % STEP_MS), NaN));
    expectWhole(store);
    store.close();
  });

  it('write down the last hour and day of a series that fell silent', async () => {
    const store = berlinStore({ retention: { stepsMs: DAY_MS, incidentsMs: 1e12 } });
    store.writeReports(history());
    await store.prune(END_MS + 30 * DAY_MS);
    expectWhole(store);
    store.close();
  });

  it('age out by their own retention', async () => {
    const retention = { stepsMs: DAY_MS, incidentsMs: 1e12, hoursMs: 3 * DAY_MS, daysMs: 6 * DAY_MS };
    const store = berlinStore({ retention });
    store.writeReports(history());
    await store.prune(END_MS);
    expect(rollupsOf(store, 'hour')[0]!.startMs).toBeGreaterThanOrEqual(END_MS - 3 * DAY_MS);
    expect(rollupsOf(store, 'day')).toHaveLength(6);
    await store.prune(END_MS + 30 * DAY_MS);
    expect(store.series('requests')).toEqual([]);
    store.close();
  });
});
