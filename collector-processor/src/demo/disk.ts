/** The shop's volumes, of the label `volume`. */
export const VOLUMES = ['orders', 'logs', 'uploads'] as const;
export type Volume = (typeof VOLUMES)[number];

export const DISK_METRIC = 'shop.disk.used';
/** GiB: what a volume holds, and what its watch must not reach. */
export const DISK_SIZE = 100;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** GiB a day: over the whole history of the demo, without a volume that was new in it. */
const GROWTH: Readonly<Record<Volume, number>> = { orders: 5.2, logs: 5.2, uploads: 5.6 };
/** Orders fill up in about three days from the opening: a warning is open when the page is. */
const ORDERS_AT_OPENING = 84;
/** Logs were full 20 hours before the opening, for three hours, until somebody cleaned up: a warning that came true. */
const LOGS_FULL_MS = -20 * HOUR_MS;
const LOGS_CLEANED_MS = -17 * HOUR_MS;
const LOGS_AFTER = 12;
/** Uploads are full minutes after the opening: a warning that comes true while one looks. */
const UPLOADS_FULL_MS = 4 * 60_000;
/** Both swing so little that they are at their highest when they are full. */
const SWING_OF_FULL = 0.3;

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
    const fullMs = volume === 'uploads' ? UPLOADS_FULL_MS : LOGS_FULL_MS;
    const swing = SWING_OF_FULL * (wiggle(timeMs) - wiggle(openedMs + fullMs));
    if (volume === 'logs' && sinceMs >= LOGS_CLEANED_MS) return LOGS_AFTER + grown(LOGS_CLEANED_MS) + swing;
    return DISK_SIZE + grown(fullMs) + swing;
  }
}

const wiggle = (timeMs: number): number =>
  0.6 * Math.sin((2 * Math.PI * timeMs) / DAY_MS) + 0.2 * Math.sin((2 * Math.PI * timeMs) / (5 * HOUR_MS));
