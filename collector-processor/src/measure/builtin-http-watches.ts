import type { HttpSignal, WatchDefinition } from './watch-source.ts';
import type { WatchSettings } from './watch.ts';

/** What the zero-configuration watches take from the configuration's defaults. */
export type BuiltinDefaults = Pick<
  WatchSettings,
  'stepMs' | 'timezone' | 'falseAlarmsPerWeek' | 'typical' | 'horizonsMs'
>;

type Particulars = Pick<
  WatchSettings,
  'description' | 'unit' | 'measure' | 'quantiles' | 'direction' | 'minChange' | 'load'
>;

/** Below `minChange` no change is worth a person's time: one request in twenty seconds, one failure in a hundred, 5 ms. */
const HTTP_WATCHES: Readonly<Record<HttpSignal, Particulars>> = {
  requests: {
    description: 'Requests served a second',
    unit: 'req/s',
    measure: 'rate',
    quantiles: [],
    direction: 'both',
    minChange: { absolute: 0.05, relative: 0.1 },
  },
  errors: {
    description: 'Share of requests that failed in the server (5xx)',
    unit: 'ratio',
    measure: 'ratio',
    quantiles: [],
    direction: 'up',
    minChange: { absolute: 0.01, relative: 0.1 },
    load: 'requests',
  },
  client_errors: {
    description: 'Share of requests refused as the client’s fault (4xx)',
    unit: 'ratio',
    measure: 'ratio',
    quantiles: [],
    direction: 'up',
    minChange: { absolute: 0.02, relative: 0.1 },
  },
  latency: {
    description: 'Seconds a request takes in the server',
    unit: 's',
    measure: 'quantiles',
    quantiles: [0.5, 0.95, 0.99],
    direction: 'up',
    minChange: { absolute: 0.005, relative: 0.1 },
    load: 'requests',
  },
};

/**
 * The four watches that need no configuration, each with a total per service (no `http.route` label) beside one series
 * per route.
 *
 * @example
 * builtinHttpWatches({ stepMs: 60_000, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [3_600_000] })
 */
export function builtinHttpWatches(defaults: BuiltinDefaults): readonly WatchDefinition[] {
  return (Object.keys(HTTP_WATCHES) as HttpSignal[]).map((signal) => ({
    name: signal,
    origin: 'builtin',
    ...HTTP_WATCHES[signal],
    groupBy: [['service.name'], ['service.name', 'http.route']],
    nonNegative: true,
    countUnit: signal === 'requests' ? 1000 / defaults.stepMs : 0,
    stepMs: defaults.stepMs,
    timezone: defaults.timezone,
    falseAlarmsPerWeek: defaults.falseAlarmsPerWeek,
    ...(defaults.typical !== undefined && { typical: defaults.typical }),
    horizonsMs: defaults.horizonsMs,
    source: { kind: 'http-server', signal },
  }));
}
