import type { SpecialDay } from '../calendars/types.ts';
import type { LimitSettings } from '../maintenance/types.ts';

/** A watch as the code uses it: validated, complete, frozen. `tidemark.yaml` and the zero-configuration watches both become this. */
export type Measure = 'rate' | 'mean' | 'last' | 'max' | 'ratio' | 'quantiles';
export type WatchDirection = 'up' | 'down' | 'both';

/** Shares that the typical range is calibrated for. */
export const TYPICAL_SHARES = [0.9, 0.95, 0.99] as const;
export type TypicalShare = (typeof TYPICAL_SHARES)[number];
export const TYPICAL_SHARE: TypicalShare = 0.95;

export interface WatchSettings {
  readonly name: string;
  readonly description: string;
  /** Display unit for people (`req/s`, `ratio`, `s`), empty when unknown. Never exported as a metric unit. */
  readonly unit: string;
  /**
   * `builtin`: zero configuration from semantic conventions. `config`: named in tidemark.yaml. `replay`: came with the
   * input. `api`: made at run time, kept in the store.
   */
  readonly origin: 'builtin' | 'config' | 'replay' | 'api';
  readonly measure: Measure;
  /** Quantiles in (0, 1), only for `quantiles`; each becomes a series with the label `quantile` ("0.95"). */
  readonly quantiles: readonly number[];
  /** Label sets to group by; each set gives its own series (a total per service beside one per route). */
  readonly groupBy: readonly (readonly string[])[];
  readonly stepMs: number;
  readonly direction: WatchDirection;
  readonly falseAlarmsPerWeek: number;
  /** Share of normal steps that the typical range holds; absent: `TYPICAL_SHARE`. */
  readonly typical?: TypicalShare;
  /** A deviation must exceed both to alarm. */
  readonly minChange: { readonly absolute: number; readonly relative: number };
  /** IANA name; seasons follow its civil time. */
  readonly timezone: string;
  /** Times that are not like others, in order of their starts; absent: none. */
  readonly specialDays?: readonly SpecialDay[];
  /** True where a negative value is impossible (rates, ratios, latencies). */
  readonly nonNegative: boolean;
  /** Size of one counted event in the value's unit (1 / step seconds for a rate of counted events), 0 where values are not counts. */
  readonly countUnit: number;
  /** True where Tidemark asks for the values itself: its steps close as they are pulled, not by the senders' watermark. */
  readonly pulled?: boolean;
  /** What the values mean, where that can change under one name (the expression): learned state of another is not taken up. */
  readonly identity?: string;
  /** Forecast horizons, ms. */
  readonly horizonsMs: readonly number[];
  /** Name of the forecaster; absent: the default. */
  readonly forecastModel?: string;
  /** What its series must not reach; absent: nothing. */
  readonly limit?: LimitSettings;
  /** Name of the watch whose value is the load of this one's series, label for label; absent: none explains them. */
  readonly load?: string;
  /** Where Grafana shows it; absent: nobody said. */
  readonly panel?: WatchPanel;
}

/** A panel of a dashboard in Grafana. */
export interface WatchPanel {
  /** The dashboard's uid. */
  readonly dashboard: string;
  readonly id: number;
  /** Variables of the dashboard that follow a label of the series. */
  readonly variables: readonly { readonly name: string; readonly label: string }[];
}
