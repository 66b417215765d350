import { expect, it } from '@jest/globals';
import { watchSettings } from '../../../test/support/api-fixture.ts';
import { createStore, MEMORY } from '../../store/index.ts';
import { SILENT_TELEMETRY } from '../../telemetry/index.ts';
import { createDegradationKeeper } from './degradation-keeper.ts';
import type { Degradation } from './types.ts';

const labels = { 'service.name': 'shop' };
const series = { watch: 'latency', labels };
const watch = watchSettings('latency', { minChange: { absolute: 0, relative: 0.1 } });
const found: Degradation = { shape: 'drift', sinceMs: 0, before: 0.2, now: 0.25, perDay: 0.04, sureness: 6 };

it('keeps what it told over a restart, and until it is as it was', () => {
  const store = createStore({ path: MEMORY, retention: { stepsMs: 1e15, incidentsMs: 1e15 } });
  const open = (nowMs: number) =>
    createDegradationKeeper({ store, followed: () => watch, clock: () => nowMs, telemetry: SILENT_TELEMETRY });
  const first = open(1);
  first.consider(watch, labels, { ...found, sureness: 2 });
  first.consider(watch, labels, null);
  expect(first.shareOf(series)).toBe(0);
  first.consider(watch, labels, found);
  expect(first.shareOf(series)).toBeCloseTo(0.25);

  const second = open(2);
  expect(second.shareOf(series)).toBeCloseTo(0.25);
  expect(second.shareOf({ watch: 'latency', labels: {} })).toBe(0);
  second.consider(watch, labels, { ...found, before: 0.25, now: 0.2, sureness: -7 });
  expect(second.shareOf(series)).toBe(0);
  expect(store.degradations({ status: 'open' })).toEqual([]);
  expect(store.degradations({ watch: 'latency' })).toMatchObject([
    { openedMs: 1, closedMs: 2, closedBecause: 'recovered' },
  ]);
  expect(store.warnings({})).toEqual([]);
  store.close();
});

it('tells of errors where there were none in finite numbers', () => {
  const store = createStore({ path: MEMORY, retention: { stepsMs: 1e15, incidentsMs: 1e15 } });
  const keeper = createDegradationKeeper({
    ...{ store, followed: () => watch, clock: () => 1, telemetry: SILENT_TELEMETRY },
  });
  keeper.consider(watch, labels, { ...found, shape: 'step', before: 0, now: 0.02, perDay: 0 });
  expect(keeper.shareOf(series)).toBe(99);
  expect(store.degradations({})[0]?.sentence).not.toMatch(/Infinity|NaN/);
  store.close();
});
