import { createTargets, type Target } from './batch-builder.ts';
import { groupLabels } from './grouping.ts';
import {
  HTTP_METRIC_NAMES,
  httpMetric,
  isHttpRequest,
  statusClass,
  withOldNames,
  type StatusClass,
} from './http-semconv.ts';
import { compileMatchers, type Lookup } from './matchers.ts';
import type { HttpSignal, WatchDefinition } from './watch-source.ts';

/** Where a stream's (or a span's) observations go in one watch. */
export interface Route {
  readonly watch: WatchDefinition;
  readonly targets: readonly Target[];
  /** For ratios: whether it counts in the numerator. */
  readonly isNumerator: boolean;
  /** Divides values to give the watch's unit. */
  readonly divisor: number;
  /** The rank of an HTTP server metric, or null for other metrics and for spans. */
  readonly httpRank: number | null;
}

/** Watches, arranged for finding those that a metric or a span belongs to. */
export interface Router {
  /** Cheap: whether any watch could want this metric. */
  wantsMetric(name: string): boolean;
  readonly wantsRequests: boolean;
  metric(name: string, unit: string, lookup: Lookup): Route[];
  /** Of a span or a log record; none for those that are not of HTTP requests. */
  request(lookup: Lookup, markedAsError: boolean): Route[];
}

type NamedSource = Extract<WatchDefinition['source'], { kind: 'otlp-metric' }>;

export function createRouter(watches: readonly WatchDefinition[]): Router {
  const target = createTargets();
  const byName = new Map<string, ((lookup: Lookup) => Route | null)[]>();
  const httpWatches: { watch: WatchDefinition; signal: HttpSignal }[] = [];
  for (const watch of watches) {
    const { source } = watch;
    if (source.kind === 'promql') continue;
    if (source.kind === 'http-server') httpWatches.push({ watch, signal: source.signal });
    else byName.set(source.metric, [...(byName.get(source.metric) ?? []), namedRoute(watch, source)]);
  }
  const httpNames = new Set(httpWatches.length > 0 ? HTTP_METRIC_NAMES : []);

  function httpRoutes(lookup: Lookup, status: StatusClass, divisor: number, httpRank: number | null): Route[] {
    return httpWatches.map(({ watch, signal }) => ({
      watch,
      targets: targets(watch, lookup),
      isNumerator:
        (signal === 'errors' && status === 'server_error') || (signal === 'client_errors' && status === 'client_error'),
      divisor,
      httpRank,
    }));
  }

  function namedRoute(watch: WatchDefinition, source: NamedSource): (lookup: Lookup) => Route | null {
    const selects = compileMatchers(source.where);
    const inNumerator = source.numerator === undefined ? () => false : compileMatchers(source.numerator);
    return (lookup) => {
      if (!selects(lookup)) return null;
      return { watch, targets: targets(watch, lookup), isNumerator: inNumerator(lookup), divisor: 1, httpRank: null };
    };
  }

  function targets({ name, groupBy }: WatchDefinition, lookup: Lookup): Target[] {
    return groupLabels(groupBy, lookup).map((labels) => target(name, labels));
  }

  return {
    wantsMetric: (name) => byName.has(name) || httpNames.has(name),
    wantsRequests: httpWatches.length > 0,
    metric(name, unit, lookup) {
      const routes = (byName.get(name) ?? []).map((route) => route(lookup)).filter((route) => route !== null);
      const http = httpNames.has(name) ? httpMetric(name, unit) : null;
      // A copy: what filter gives has room for sixteen more, and one is kept for each stream.
      if (http === null) return routes.slice();
      const names = withOldNames(lookup);
      return [...routes, ...httpRoutes(names, statusClass(names, names('error.type') !== ''), http.divisor, http.rank)];
    },
    request(lookup, markedAsError) {
      const names = withOldNames(lookup);
      if (!isHttpRequest(names)) return [];
      return httpRoutes(names, statusClass(names, markedAsError || names('error.type') !== ''), 1, null);
    },
  };
}
