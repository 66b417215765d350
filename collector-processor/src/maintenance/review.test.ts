import { afterEach, describe, expect, it } from '@jest/globals';
import { NOW_MS, watchSettings } from '../../test/support/api-fixture.ts';
import { stepReport } from '../../test/support/step-report.ts';
import type { WatchSettings } from '../measure/watch.ts';
import { createStore, MEMORY } from '../store/index.ts';
import { SILENT_TELEMETRY } from '../telemetry/index.ts';
import { createDegradationKeeper } from './degradation/degradation-keeper.ts';
import { createFollowed } from './followed.ts';
import { createMaintenance } from './keeper.ts';
import type { LimitOutlook } from './types.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const labels = { 'service.name': 'shop' };
const limit = { name: 'pool size', value: 100, direction: 'up', leadsMs: [7 * DAY_MS] } as const;
const pool = watchSettings('pool', { measure: 'max', limit });
const latency = watchSettings('latency', { load: 'requests' });
const requests = watchSettings('requests');

const soon: LimitOutlook = {
  ...{ status: 'known', madeAtMs: NOW_MS, crossesAtMs: NOW_MS + DAY_MS, peaksOn: 'any', emptiedEveryMs: null },
  ...{ earliestMs: NOW_MS + 20 * HOUR_MS, latestMs: NOW_MS + 30 * HOUR_MS },
  leads: [{ leadMs: 7 * DAY_MS, probability: 0.9 }],
  growth: { shape: 'linear', saturatesAt: null, perWeek: 0.1, perWeekError: 0.01, sinceMs: 0 },
};
const worse = { shape: 'drift', sinceMs: 0, before: 0.2, now: 0.25, perDay: 0.04, sureness: 6 } as const;

const store = createStore({ path: MEMORY, retention: { stepsMs: 30 * DAY_MS, incidentsMs: 1e15 } });
afterEach(() => {
  for (const { name } of [pool, latency, requests]) store.removeWatch(name, true);
});

/** Every watch with one series that had its last value at a time, and a warning of each kind. */
function warned(watches: () => readonly WatchSettings[], lastValueMs = NOW_MS - HOUR_MS) {
  for (const watch of ['pool', 'latency', 'requests']) {
    for (const stepStartMs of [lastValueMs - HOUR_MS, lastValueMs]) {
      store.writeReport(stepReport({ watch, stepStartMs, rows: [{ labels, value: 90 }] }));
    }
  }
  const followed = createFollowed({ engine: { watches, lastStepMs: () => NOW_MS }, store });
  const parts = { store, followed, clock: () => NOW_MS + 1, telemetry: SILENT_TELEMETRY };
  const limits = createMaintenance(parts);
  const degradations = createDegradationKeeper(parts);
  limits.consider(pool, labels, { limit: soon }, null, NOW_MS);
  degradations.consider(latency, labels, worse);
  return {
    limits,
    async review() {
      await limits.review();
      await degradations.review();
      return {
        limit: store.warnings({}).map(({ closedBecause }) => closedBecause),
        degradation: store.degradations({}).map(({ closedBecause }) => closedBecause),
      };
    },
  };
}

describe('open warnings between two outlooks', () => {
  it('go on while their series and what it is judged by are there', async () => {
    const { review } = warned(() => [pool, latency, requests]);
    expect(await review()).toEqual({ limit: [null], degradation: [null] });
  });

  it('end where their watch is gone', async () => {
    const { review } = warned(() => [requests]);
    expect(await review()).toEqual({ limit: ['expired'], degradation: ['expired'] });
    expect(store.warnings({ status: 'open' })).toEqual([]);
    expect(store.warnings({})).toMatchObject([{ closedMs: NOW_MS + 1, reachedAtMs: null }]);
  });

  it('end where limit and load were taken out of the configuration, or the limit is another one', async () => {
    const { load: _load, ...unloaded } = latency;
    const { limit: _limit, ...unlimited } = pool;
    const { review } = warned(() => [unlimited, unloaded, requests]);
    expect(await review()).toEqual({ limit: ['expired'], degradation: ['expired'] });

    const other = { ...pool, limit: { ...limit, name: 'memory' } };
    const { limits } = warned(() => [other, latency, requests]);
    limits.consider(other, labels, { limit: soon }, null, NOW_MS + 2);
    const told = store.warnings({ watch: 'pool' }).map((one) => [one.limit, one.closedBecause]);
    expect(told).toEqual([
      ['memory', null],
      ['pool size', 'expired'],
    ]);
  });

  it('go on where the limit was raised: the next outlook says what becomes of them', async () => {
    const { review } = warned(() => [{ ...pool, limit: { ...limit, value: 200 } }, latency, requests]);
    expect((await review()).limit).toEqual([null]);
  });

  it('end where the load has no watch any more', async () => {
    const { review } = warned(() => [pool, latency]);
    expect(await review()).toEqual({ limit: [null], degradation: ['expired'] });
  });

  it('end where the series had no value for a week, or is not there', async () => {
    const { review } = warned(() => [pool, latency, requests], NOW_MS - 8 * DAY_MS);
    expect(await review()).toEqual({ limit: ['expired'], degradation: ['expired'] });

    const { review: again } = warned(() => [pool, latency, requests]);
    for (const one of ['pool', 'latency']) store.removeWatch(one, true);
    await again();
    expect([store.warnings({ status: 'open' }), store.degradations({ status: 'open' })]).toEqual([[], []]);
  });

  it('come true at the first step at the limit, not at the end of its hour', async () => {
    const { review } = warned(() => [pool, latency, requests]);
    store.writeReport(stepReport({ watch: 'pool', stepStartMs: NOW_MS - 60_000, rows: [{ labels, value: 100 }] }));
    expect((await review()).limit).toEqual(['reached']);
    expect(store.warnings({})).toMatchObject([{ reachedAtMs: Math.floor((NOW_MS - 60_000) / HOUR_MS) * HOUR_MS }]);
  });

  it('end with a watch that becomes another one under its name', () => {
    const { limits } = warned(() => [pool, latency, requests]);
    limits.expire('latency');
    expect(store.warnings({ status: 'open' })).toHaveLength(1);
    limits.expire('pool');
    expect(store.warnings({})).toMatchObject([{ closedBecause: 'expired' }]);
  });
});
