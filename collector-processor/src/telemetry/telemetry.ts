import type { CounterName, GaugeName, HistogramName } from './table.ts';

export type TelemetryAttributes = Readonly<Record<string, string | number>>;

export interface Observation {
  readonly value: number;
  readonly attributes: TelemetryAttributes;
}

/** What every part counts itself with; names and attributes are in table.ts. */
export interface Telemetry {
  count(name: CounterName, amount?: number, attributes?: TelemetryAttributes): void;
  record(name: HistogramName, value: number, attributes?: TelemetryAttributes): void;
  /** `read` is called at each collection: one number, or one observation an attribute set. */
  observe(name: GaugeName, read: () => number | readonly Observation[]): void;
}

/** Counts nothing: for a one-off command, and as the default of parts that can do without. */
export const SILENT_TELEMETRY: Telemetry = Object.freeze({
  count: () => undefined,
  record: () => undefined,
  observe: () => undefined,
});
