import { describe, expect, it } from '@jest/globals';
import { changed, STEPS_A_DAY, trafficWindow } from '../../../test/support/learned-window.ts';
import { watch } from '../../../test/scenarios/run.ts';
import type { Tail } from '../../detect/ensemble/tail.ts';
import type { Fitted, SeriesColumns } from '../../detect/learned/types.ts';
import { createRandom } from '../../random.ts';
import { backtest } from './backtest.ts';
import { INJECTED, inject, sizeOf } from './inject.ts';

const window = trafficWindow(8, 5);
const settings = watch({ stepMs: window.stepMs, minChange: { absolute: 0, relative: 0 } });
const TIDE = { withTide: true, members: [] };
const tail: Tail = { start: 1, excess: 0.1, shape: 0, trainedStart: 1, beyond: 0.02, held: null };

/** Knows the series by heart: what differs from it scores as given, all else nothing. */
function allKnowing(onChange: number, onUsual = 0): Fitted {
  return {
    model: 'all-knowing',
    historySteps: 0,
    score: ({ startMs, stepMs, values }: SeriesColumns) =>
      values.map((value, i) => {
        const usual = window.values[(startMs - window.startMs) / stepMs + i];
        return value !== value ? NaN : value === usual ? onUsual : onChange;
      }),
    serialise: () => ({ model: 'all-knowing', version: 1, plain: {}, arrays: {} }),
  };
}
const candidate = (judged: Fitted) => ({ withTide: false, members: [{ judged, tail }] });

describe('backtest', () => {
  const [tide, knowing, blind, nervous] = backtest(
    window,
    settings,
    [TIDE, candidate(allKnowing(100)), candidate(allKnowing(0)), candidate(allKnowing(100, 100))],
    7,
  );

  it('finds for each candidate what it would have found', () => {
    expect(knowing!.found).toBeGreaterThan(0.8);
    expect(knowing!.falseAlarmsPerDay).toBe(0);
    expect(blind!.found).toBeLessThan(0.3);
    expect(tide!.found).toBeGreaterThan(blind!.found);
    expect(tide!.found).toBeLessThan(knowing!.found);
  });

  it('counts alarms on the history as it was, and calls no such alarm a find', () => {
    expect(nervous!.falseAlarmsPerDay).toBeGreaterThan(50);
    expect(nervous!.found).toBeLessThan(0.3);
  });

  it('is the same again, and asks the same of every candidate', () => {
    const again = backtest(window, settings, [candidate(allKnowing(100)), TIDE], 7);
    expect(again).toEqual([knowing, tide]);
    expect(tide!.gains).toHaveLength(28);
  });

  it('does not count incidents that are left out', () => {
    const from = 7 * STEPS_A_DAY;
    const outage = { ...changed(window, from, from + 40, () => 0), leaveOut: new Uint8Array(window.values.length) };
    const [seen] = backtest(outage, settings, [TIDE], 7);
    outage.leaveOut.fill(1, from, from + 40);
    const [leftOut] = backtest(outage, settings, [TIDE], 7);
    expect(leftOut!.falseAlarmsPerDay).toBeLessThan(seen!.falseAlarmsPerDay);
  });
});

describe('injected anomalies', () => {
  const size = sizeOf(window.values, true);
  it.each(INJECTED)('%s changes the values it is put on, keeps absence and stays possible', (kind) => {
    const values = window.values.with(105, NaN);
    const { values: injected } = inject(kind, values, 100, window.stepMs, size, createRandom(1));
    expect(injected.some((value, i) => value === value && value !== values[100 + i])).toBe(true);
    if (injected.length > 5) expect(injected[5]).toBeNaN();
    expect(injected.every((value) => !(value < 0))).toBe(true);
    expect(inject(kind, values, 100, window.stepMs, size, createRandom(1)).values).toEqual(injected);
  });
});
