/** The shop's volumes, of the label `volume`. */
export const VOLUMES = ['orders', 'logs'] as const;
export type Volume = (typeof VOLUMES)[number];

export const DISK_METRIC = 'shop.disk.used';
/** GiB: what a volume holds, and what its watch must not reach. */
export const DISK_SIZE = 100;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** GiB a day. */
const GROWTH: Readonly<Record<Volume, number>> = { orders: 5.5, logs: 11 };
/** Orders fill up in about three days from the opening: a warning is open when the page is. */
const ORDERS_AT_OPENING = 84;
/** Logs were full 20 hours before the opening, for three hours, until somebody cleaned up: a warning that came true. */
const LOGS_FULL_MS = -20 * HOUR_MS;
const LOGS_CLEANED_MS = -17 * HOUR_MS;
const LOGS_AFTER = 12;

/**
 * GiB used at a time, past and present: one function for the history and for the shop that runs, so that what was
 * foretold is what comes.
 *
 * @param openedMs when the demo began
 */
export function diskUsed(volume: Volume, openedMs: number, timeMs: number): number {
  const sinceMs = timeMs - openedMs;
  const grown = (fromMs: number): number => (GROWTH[volume] * (sinceMs - fromMs)) / DAY_MS;
  const wiggle =
    0.6 * Math.sin((2 * Math.PI * timeMs) / DAY_MS) + 0.2 * Math.sin((2 * Math.PI * timeMs) / (5 * HOUR_MS));
  const used =
    volume === 'orders'
      ? ORDERS_AT_OPENING + grown(0)
      : sinceMs < LOGS_CLEANED_MS
        ? DISK_SIZE + grown(LOGS_FULL_MS)
        : LOGS_AFTER + grown(LOGS_CLEANED_MS);
  return Math.min(DISK_SIZE, Math.max(0, used + wiggle));
}
