import { describe, expect, it } from '@jest/globals';
import { HISTORY_DAYS } from './demo-settings.ts';
import { DISK_SIZE, diskUsed, VOLUMES } from './disk.ts';

const HOUR_MS = 3_600_000;
const OPENED_MS = Date.parse('2026-11-26T09:00:00Z');
const at = (volume: (typeof VOLUMES)[number], hours: number) =>
  diskUsed(volume, OPENED_MS, OPENED_MS + hours * HOUR_MS);

describe("the shop's volumes", () => {
  it('hold from nothing to what they can, whenever one looks', () => {
    for (const volume of VOLUMES) {
      for (let hours = -30 * 24; hours < 30 * 24; hours += 7) {
        expect(at(volume, hours)).toBeGreaterThanOrEqual(0);
        expect(at(volume, hours)).toBeLessThanOrEqual(DISK_SIZE);
      }
    }
  });

  it('have grown since the history began', () => {
    for (const volume of VOLUMES) {
      const before = at(volume, -24 * HISTORY_DAYS);
      expect([before > 0, before < 25, at(volume, -24 * HISTORY_DAYS + 12) > before]).toEqual([true, true, true]);
    }
  });

  it('orders fill up in three days; logs were full, and were cleaned up', () => {
    expect([at('orders', 0) < 86, at('orders', 80) === DISK_SIZE]).toEqual([true, true]);
    expect([at('logs', -30) < 99, at('logs', -18) === DISK_SIZE, at('logs', -16) < 15]).toEqual([true, true, true]);
  });

  it('uploads are full four minutes after the opening, not before, whatever the time of day', () => {
    for (let hour = 0; hour < 48; hour++) {
      const openedMs = OPENED_MS + hour * HOUR_MS;
      const after = (minutes: number) => diskUsed('uploads', openedMs, openedMs + minutes * 60_000);
      expect([after(-60) < after(0), after(3) < DISK_SIZE, after(4.1)]).toEqual([true, true, DISK_SIZE]);
    }
  });
});
