import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchSettings } from '../../test/support/api-fixture.ts';
import { createBacktests, type Backtests, type BacktestTask } from './backtests.ts';
import type { History } from './types.ts';

const MINUTE_MS = 60_000;
const STEPS = 4_000;

/** Almost three days of a level with a little noise, and half an hour of nothing near the end. */
function history(): History {
  const timesMs = Array.from({ length: STEPS }, (_, k) => k * MINUTE_MS);
  const values = timesMs.map((_, k) => (k >= 3_800 && k < 3_830 ? 0 : 100 + 5 * Math.sin(k * 12.9898)));
  return {
    fromMs: 0,
    toMs: STEPS * MINUTE_MS,
    series: [{ labels: { a: 'b' }, timesMs, values }],
    seriesFound: 1,
    warnings: [],
  };
}

describe('backtests', () => {
  let backtests: Backtests;
  beforeEach(() => {
    backtests = createBacktests({ clock: () => 1_000 });
  });
  afterEach(() => backtests.close());

  const task = (given: Partial<BacktestTask> = {}): BacktestTask => ({
    watch: watchSettings('hits', { countUnit: 0 }),
    maxPoints: 500,
    history: async () => history(),
    ...given,
  });
  /** Never has its history, until it is aborted. */
  const endless: BacktestTask['history'] = (signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  const ended = async (id: string) => {
    for (let i = 0; i < 1_000; i++) {
      const found = backtests.find(id)!;
      if (found.state === 'done' || found.state === 'failed') return found;
      await sleep(20);
    }
    throw new Error('it did not end');
  };

  it('find the outage, and say how often it would have alarmed', async () => {
    const { result } = await ended(backtests.begin(task()).id);
    expect(result!.incidents).toMatchObject([
      { class: 'drop_to_zero', startMs: 3_800 * MINUTE_MS, labels: { a: 'b' } },
    ]);
    expect(result!.points).toBe(STEPS);
    expect(result!.series[0]!.times.length).toBeLessThanOrEqual(500);
    expect(Math.max(...result!.series[0]!.score!.map(Number))).toBeGreaterThan(1);
    expect(result!.alertsPerWeek).toBeGreaterThan(1);
  });

  it('give the same answer twice', async () => {
    const [one, two] = [backtests.begin(task()).id, backtests.begin(task()).id];
    const [first, second] = [(await ended(one)).result!, (await ended(two)).result!];
    expect({ ...second, tookMs: null }).toEqual({ ...first, tookMs: null });
  });

  it('can be cancelled while they are pulled, and while they wait', async () => {
    const [pulling, waiting] = [backtests.begin(task({ history: endless })).id, backtests.begin(task()).id];
    await backtests.cancel(waiting);
    await backtests.cancel(pulling);
    expect([pulling, waiting].map((id) => backtests.find(id)!.state)).toEqual(['cancelled', 'cancelled']);
    expect((await ended(backtests.begin(task()).id)).state).toBe('done');
  });

  it('refuse what is too much at once', () => {
    for (let i = 0; i < 9; i++) backtests.begin(task({ history: endless }));
    expect(() => backtests.begin(task())).toThrow(expect.objectContaining({ code: 'TLERR_BACKTEST_BUSY' }));
  });

  it('tell what went wrong', async () => {
    const broken = async () => Promise.reject(new Error('the disk is gone'));
    const { error } = await ended(backtests.begin(task({ history: broken })).id);
    expect(error).toMatchObject({
      error: { code: 'TLERR_BACKTEST_FAILED', message: expect.stringContaining('the disk is gone') },
    });
  });
});
