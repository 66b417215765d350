/** The shop's volumes, of the label `volume`. */
export const VOLUMES = ['orders', 'logs', 'uploads'] as const;
export type Volume = (typeof VOLUMES)[number];

export const DISK_METRIC = 'shop.disk.used';
/** GiB: what a volume holds, and what its watch must not reach. */
export const DISK_SIZE = 100;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** GiB a day. */
const GROWTH: Readonly<Record<Volume, number>> = { orders: 5.5, logs: 11, uploads: 9 };
/** Orders fill up in about three days from the opening: a warning is open when the page is. */
const ORDERS_AT_OPENING = 84;
/** Logs were full 20 hours before the opening, for three hours, until somebody cleaned up: a warning that came true. */
const LOGS_FULL_MS = -20 * HOUR_MS;
const LOGS_CLEANED_MS = -17 * HOUR_MS;
const LOGS_AFTER = 12;
/** Uploads are full minutes after the opening: a warning that comes true while one looks. */
const UPLOADS_FULL_MS = 4 * 60_000;
/** They swing so little that they are at their highest then. */
const UPLOADS_SWING = 0.3;

/**
 * GiB used at a time, past and present: one function for the history and for the shop that runs, so that what was
 * foretold is what comes.
 *
 * @param openedMs when the demo began
 */
export function diskUsed(volume: Volume, openedMs: number, timeMs: number): number {
  const sinceMs = timeMs - openedMs;
  const grown = (fromMs: number): number => (GROWTH[volume] * (sinceMs - fromMs)) / DAY_MS;
  return Math.min(DISK_SIZE, Math.max(0, usedOf()));

  function usedOf(): number {
    if (volume === 'orders') return ORDERS_AT_OPENING + grown(0) + wiggle(timeMs);
    if (volume === 'uploads') {
      const swing = wiggle(timeMs) - wiggle(openedMs + UPLOADS_FULL_MS);
      return DISK_SIZE + grown(UPLOADS_FULL_MS) + UPLOADS_SWING * swing;
    }
    const logs = sinceMs < LOGS_CLEANED_MS ? DISK_SIZE + grown(LOGS_FULL_MS) : LOGS_AFTER + grown(LOGS_CLEANED_MS);
    return logs + wiggle(timeMs);
  }
}

const wiggle = (timeMs: number): number =>
  0.6 * Math.sin((2 * Math.PI * timeMs) / DAY_MS) + 0.2 * Math.sin((2 * Math.PI * timeMs) / (5 * HOUR_MS));
