import { settingsOf } from '../config/load-config.ts';
import type { Settings } from '../config/settings.ts';
import { DISK_METRIC, DISK_SIZE } from './disk.ts';

export const HOST = '127.0.0.1';
/** Short, so that nobody has to wait for a band or an incident. */
export const STEP_MS = 10_000;
/** Twice a step: one lost export does not make a hole. */
export const EXPORT_INTERVAL_MS = 5_000;
/**
 * Two weeks and two days: the detector knows every hour of the week, and no longer widens its bands for the first one; the
 * forecast has seen two weekends, and knows them from other days. More would keep whoever waits for the page.
 */
export const HISTORY_DAYS = 16;
/** Kept for drawing; what was learnt of the time before stays learnt. */
export const BANDS_KEPT = '24h';

export interface DemoSettingsOptions {
  readonly apiPort: number;
  readonly otlpPort: number;
  readonly dataDir: string;
  /** IANA name of the visitors' and the watches' civil time. */
  readonly timezone: string;
  /** A Prometheus whose graphs can be watched beside the shop. */
  readonly prometheusUrl?: string | undefined;
}

/** Tidemark as anyone would run it beside such a shop: zero-configuration watches, ten-second steps. */
export function demoSettings({ apiPort, otlpPort, dataDir, timezone, prometheusUrl }: DemoSettingsOptions): Settings {
  return settingsOf({
    ...(prometheusUrl !== undefined && { sources: [{ name: 'prometheus', url: prometheusUrl }] }),
    // The shop sends by HTTP, and another demo may run beside this one.
    otlp: { host: HOST, port: otlpPort, grpc: { enabled: false } },
    api: { host: HOST, port: apiPort },
    storage: { path: dataDir, retention: { bands: BANDS_KEPT } },
    watches: [
      {
        name: 'disk',
        description: 'GiB used of each volume',
        source: { otlp: { metric: DISK_METRIC } },
        measure: 'max',
        unit: 'GiB',
        by: ['service.name', 'volume'],
        // A volume that somebody empties is no trouble.
        direction: 'up',
        min_change: { absolute: 20, relative: 0.1 },
        limit: { name: 'disk size', value: DISK_SIZE },
      },
    ],
    defaults: { step: '10s', close_after: '15s', grace: '1m', timezone, forecast: { horizon: ['15m', '1h'] } },
  });
}
