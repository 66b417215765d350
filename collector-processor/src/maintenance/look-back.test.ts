import { describe, expect, it } from '@jest/globals';
import { DISK_SIZE, diskUsed, VOLUMES, type Volume } from '../demo/disk.ts';
import { demoSettings } from '../demo/demo-settings.ts';
import type { Rollup } from '../rollup/types.ts';
import type { StoredSeries } from '../store/index.ts';
import { createMaintenance } from './keeper.ts';
import { lookBack } from './look-back.ts';
import type { MaintenanceWarning } from './warning.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OPENED_MS = Date.parse('2026-11-26T09:00:00Z');
const FROM_MS = OPENED_MS - 9 * DAY_MS;
const settings = demoSettings({ apiPort: 0, otlpPort: 0, dataDir: '/nowhere', timezone: 'UTC' });
const watches = settings.watches.filter(({ name }) => name === 'disk');

/** What nine days of the demo's shop leave behind: the hours of its two volumes. */
async function warningsOfTheDemo(): Promise<MaintenanceWarning[]> {
  const kept = new Map<string, MaintenanceWarning>();
  const store = {
    series: () => VOLUMES.map((volume, id) => ({ id, watch: 'disk', labels: { volume } }) as unknown as StoredSeries),
    rollups: ({ labels }: StoredSeries) =>
      Array.from({ length: 9 * 24 }, (_, hour) => hourOf(labels.volume as Volume, FROM_MS + hour * HOUR_MS)),
    findSeries: () => undefined,
    warnings: () => [],
    saveWarning: (warning: MaintenanceWarning) => {
      kept.set(warning.id, warning);
      return { status: 'written' } as never;
    },
  };
  const telemetry = { observe: () => undefined, count: () => undefined } as never;
  const { consider } = createMaintenance({ store, followed: () => null, clock: () => OPENED_MS, telemetry });
  await lookBack({ store, consider }, watches, FROM_MS, OPENED_MS);
  return [...kept.values()];
}

function hourOf(volume: Volume, startMs: number): Rollup {
  const values = [0, 20, 40].map((minute) => diskUsed(volume, OPENED_MS, startMs + minute * 60_000));
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const mean = values.reduce((sum, value) => sum + value, 0) / 3;
  const normal = { presentMs: HOUR_MS, normalMs: HOUR_MS, normalMean: mean, normalMax: max };
  return { startMs, endMs: startMs + HOUR_MS, mean, min, max, ...normal };
}

describe('looking back on a history', () => {
  it("warned of the shop's full disk days before it was full, and says that it came true", async () => {
    const logs = (await warningsOfTheDemo()).find(({ labels }) => labels.volume === 'logs')!;
    const fullMs = Array.from({ length: 9 * 24 }, (_, hour) => FROM_MS + hour * HOUR_MS).find(
      (startMs) => hourOf('logs', startMs).max! >= DISK_SIZE,
    )!;
    expect(logs.closedBecause).toBe('reached');
    expect(fullMs - logs.openedMs).toBeGreaterThan(3 * DAY_MS);
    // Said four days before, from four days of history.
    expect(Math.abs(logs.firstCrossesAtMs! - fullMs)).toBeLessThanOrEqual(12 * HOUR_MS);
    // The last word, from six hours before at most: it is looked back on every six hours.
    expect(Math.abs(logs.crossesAtMs! - fullMs)).toBeLessThanOrEqual(6 * HOUR_MS);
    expect(logs.reachedAtMs).toBeGreaterThanOrEqual(fullMs);
    expect(logs.sentence).toMatch(/^disk of logs reaches disk size \(100 GiB\) on \w+ 25 Nov/);
  });

  it('leaves a warning open of those that are still growing, at the hour at which they will be full', async () => {
    const open = (await warningsOfTheDemo()).filter(({ closedMs }) => closedMs === null);
    expect(open.map(({ labels }) => labels.volume)).toEqual(['orders', 'uploads']);
    for (const { labels, crossesAtMs } of open) {
      const fullMs = Array.from({ length: 96 }, (_, hour) => OPENED_MS + hour * HOUR_MS).find(
        (startMs) => hourOf(labels.volume as Volume, startMs).max! >= DISK_SIZE,
      )!;
      expect(Math.abs(crossesAtMs! - fullMs)).toBeLessThanOrEqual(3 * HOUR_MS);
    }
  });

  it('has nothing to tell of watches without a limit', async () => {
    const consider = (): never => {
      throw new Error('not to be asked');
    };
    const store = { series: () => [{}] as never, rollups: () => [] };
    const others = settings.watches.filter(({ limit }) => limit === undefined);
    await lookBack({ store, consider }, others, FROM_MS, OPENED_MS);
    expect(others.length).toBeGreaterThan(0);
  });
});
