import { specialDaysOf } from '../calendars/special-days.ts';
import type { Calendar } from '../calendars/types.ts';
import { builtinHttpWatches } from '../measure/builtin-http-watches.ts';
import type { AttributeMatcher, WatchDefinition } from '../measure/watch-source.ts';
import type { Measure, WatchPanel } from '../measure/watch.ts';
import { defaults } from './defaults.ts';
import { parseDuration } from './duration.ts';
import type { Config } from './schema.ts';
import type { LimitSettings } from '../maintenance/types.ts';
import type { WatchContext, WatchTuning } from './settings.ts';
import { HTTP_SIGNALS } from './http-watches-schema.ts';
import type { LimitConfig } from './limit-schema.ts';
import type { TuningConfig } from './tuning-schema.ts';
import type { WatchConfig } from './watch-schema.ts';
import type { PanelConfig } from './panel-schema.ts';

/** Every watch that a valid configuration turns on: the zero-configuration ones first, then the named ones in file order. */
export function watchDefinitions(config: Config, calendars: readonly Calendar[]): WatchDefinition[] {
  const base = config.defaults ?? {};
  const named = (config.watches ?? []).map((watch) => namedWatch(watch, { ...config, calendars }));
  return [...httpWatches(config, base, calendars), ...named];
}

/**
 * The HTTP watches know their own direction and smallest change worth telling, so those come from the file only where
 * it says them, never from the built-in defaults.
 */
function httpWatches(config: Config, base: TuningConfig, calendars: readonly Calendar[]): WatchDefinition[] {
  const section = config.http_watches ?? {};
  if (section.enabled === false) return [];
  return HTTP_SIGNALS.filter((signal) => section[signal]?.enabled !== false).map((signal) => {
    const own = section[signal] ?? {};
    const tuning = tune(base, own, calendars);
    const builtin = builtinHttpWatches(tuning).find(({ name }) => name === signal);
    if (builtin === undefined) throw new Error(`no built-in watch ${signal}`);
    return {
      ...builtin,
      ...tuning,
      ...readPanel(own.panel),
      direction: own.direction ?? builtin.direction,
      minChange: { ...builtin.minChange, ...base.min_change, ...own.min_change },
    };
  });
}

/** The definition of one watch that all checks have passed, over the `defaults` of its file. */
export function namedWatch(
  watch: WatchConfig,
  {
    defaults: base = {},
    sources = [],
    calendars,
  }: Pick<WatchContext, 'defaults' | 'calendars'> & { sources?: WatchContext['sources'] },
): WatchDefinition {
  const { measure, quantiles } = readMeasure(watch.measure ?? 'last');
  const tuning = tune(base, watch, calendars);
  const { otlp, promql } = watch.source;
  const common = {
    name: watch.name,
    description: watch.description ?? '',
    unit: watch.unit ?? '',
    origin: 'config',
    measure,
    quantiles,
    groupBy: [watch.by ?? []],
    ...tuning,
    ...readPanel(watch.panel),
    ...(watch.load !== undefined && { load: watch.load }),
    nonNegative: measure === 'rate' || measure === 'ratio' || measure === 'quantiles',
  } as const;
  if (promql !== undefined) {
    const from = watch.source.from ?? sources[0]?.name;
    if (from === undefined) throw new Error(`watch ${watch.name} has no source to ask`);
    // What is smoothed over a window of its own is no count any more.
    const source = { kind: 'promql', expr: promql, from } as const;
    return { ...common, countUnit: 0, pulled: true, identity: JSON.stringify(source), source };
  }
  if (otlp === undefined) throw new Error(`watch ${watch.name} has no source`);
  return {
    ...common,
    // A rate of a counter: one event more in a step is this much more a second.
    countUnit: measure === 'rate' ? 1000 / tuning.stepMs : 0,
    source: {
      kind: 'otlp-metric',
      metric: otlp.metric,
      where: readMatchers(otlp.where),
      ...(otlp.numerator === undefined ? {} : { numerator: readMatchers(otlp.numerator) }),
    },
  };
}

/** The nearest word wins: the watch's own, then the file's `defaults`, then ours. */
export function tune(
  base: TuningConfig,
  own: TuningConfig & { readonly limit?: LimitConfig },
  calendars: readonly Calendar[],
): WatchTuning {
  const fallback = defaults.defaults;
  const sensitivity = { ...fallback.sensitivity, ...base.sensitivity, ...own.sensitivity };
  const { horizon, model } = { ...fallback.forecast, ...base.forecast, ...own.forecast };
  const stepMs = durationMs(own.step ?? base.step ?? fallback.step);
  const timezone = own.timezone ?? base.timezone ?? fallback.timezone;
  return {
    stepMs,
    timezone,
    specialDays: specialDaysOf(calendars, own.calendars ?? base.calendars ?? fallback.calendars, timezone),
    direction: own.direction ?? base.direction ?? fallback.direction,
    falseAlarmsPerWeek: sensitivity.false_alarms_per_week,
    typical: own.typical ?? base.typical ?? fallback.typical,
    minChange: { ...fallback.min_change, ...base.min_change, ...own.min_change },
    // An inherited horizon can be shorter than a watch's long step: nothing to say there.
    horizonsMs: horizon
      .map(durationMs)
      .filter((horizonMs) => horizonMs >= stepMs)
      .sort((a, b) => a - b),
    forecastModel: model,
    ...(own.limit !== undefined && { limit: readLimit(own.limit) }),
  };
}

function readLimit({ name = 'limit', value, direction = 'up', lead = ['7d', '1d'] }: LimitConfig): LimitSettings {
  return { name, value, direction, leadsMs: lead.map(durationMs).sort((a, b) => b - a) };
}

function readPanel(panel: PanelConfig | undefined): { panel?: WatchPanel } {
  if (panel === undefined) return {};
  const { dashboard, id, variables = {} } = panel;
  return { panel: { dashboard, id, variables: Object.entries(variables).map(([name, label]) => ({ name, label })) } };
}

/** Of a watch that only a replay file names. Nobody knows the unit of its values: no change is too small unless the file's `defaults` say so. */
export function replayDefaults(config: Config, calendars: readonly Calendar[]): WatchTuning {
  const base = config.defaults ?? {};
  return { ...tune(base, {}, calendars), minChange: { absolute: 0, relative: 0, ...base.min_change } };
}

function readMeasure(measure: NonNullable<WatchConfig['measure']>): { measure: Measure; quantiles: number[] } {
  const words = Array.isArray(measure) ? measure : [measure];
  const quantiles = words
    .filter((word) => word.startsWith('p'))
    // Through the decimal text: 99.9 / 100 is not 0.999 in binary, and it becomes a label.
    .map((word) => Number((Number(word.slice(1)) / 100).toFixed(6)))
    .sort((a, b) => a - b);
  return quantiles.length > 0 ? { measure: 'quantiles', quantiles } : { measure: words[0] as Measure, quantiles: [] };
}

/** `eu`, `!=eu`, `=~eu-.*`, `!~eu-.*`. */
export function readMatchers(
  where: Readonly<Record<string, string | number | boolean | undefined>> = {},
): AttributeMatcher[] {
  return Object.entries(where).flatMap(([key, given]) => {
    if (given === undefined) return [];
    const [, op = '=', value = ''] = /^(!=|=~|!~|=)?(.*)$/s.exec(String(given)) ?? [];
    return [{ key, op: op as AttributeMatcher['op'], value }];
  });
}

/** Of a duration that the schema has checked. */
export function durationMs(text: string): number {
  const valueMs = parseDuration(text);
  if (valueMs === null) throw new Error(`not a duration: ${text}`);
  return valueMs;
}
