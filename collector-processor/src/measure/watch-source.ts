import type { WatchSettings } from './watch.ts';

/**
 * One condition on an attribute. A point's own attributes are looked at first, then its resource's. A missing attribute
 * has the value '' (as in PromQL), so `!=` and `!~` hold for it.
 * Regular expressions are anchored at both ends.
 */
export interface AttributeMatcher {
  readonly key: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export type HttpSignal = 'requests' | 'errors' | 'client_errors' | 'latency';

/** Where a watch's numbers come from: the telemetry side of a watch, which nothing right of the seam sees. */
export type WatchSource =
  | {
      readonly kind: 'otlp-metric';
      /** Exact metric name. */
      readonly metric: string;
      /** All must hold; empty = every point of the metric. */
      readonly where: readonly AttributeMatcher[];
      /** Only for the measure `ratio`: points that also match these are the numerator, all selected points the denominator. */
      readonly numerator?: readonly AttributeMatcher[];
    }
  /** HTTP servers by semantic convention, old and new names, from metrics or (where a service has none) from spans. */
  | { readonly kind: 'http-server'; readonly signal: HttpSignal }
  /** An expression that is asked of a Prometheus at the end of each step; each of its series is one of the watch's. */
  | {
      readonly kind: 'promql';
      readonly expr: string;
      /** Name of the source in the configuration. */
      readonly from: string;
    };

export type WatchDefinition = WatchSettings & { readonly source: WatchSource };
