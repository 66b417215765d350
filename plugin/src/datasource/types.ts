import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { BandEdges } from '../shared/frames/bands';

export const QUERY_KINDS = ['bands', 'score', 'value', 'forecast', 'incidents'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

export interface TidemarkQuery extends DataQuery {
  kind: QueryKind;
  /** Name of a watch; may hold variables. Incidents: empty means all watches. */
  watch: string;
  /** Matchers as PromQL writes them; may hold variables. */
  match?: string;
  /** Bands: which edges; both by default. */
  bands?: BandEdges;
  /** Bands: the value line too; true by default, off where another query draws it. */
  showValue?: boolean;
  /** Bands: the forecast too, where the time range reaches past now; true by default. */
  showForecast?: boolean;
  /** Names in the legend, as Prometheus' `{{label}}`. */
  legend?: string;
  /** Series at most. */
  limit?: number;
  /** Incidents: those of this severity and above. */
  minSeverity?: number;
}

/** The address is the datasource's own `url`; nothing more is needed. */
export type TidemarkOptions = DataSourceJsonData;

export interface TidemarkSecureOptions {
  /** Bearer token with the scopes `read` and, for verdicts, `write`. */
  token?: string;
}

export const DEFAULT_QUERY: Omit<TidemarkQuery, 'refId'> = {
  kind: 'bands',
  watch: 'requests',
  match: '',
  bands: 'both',
  showValue: true,
  showForecast: true,
};

export const DEFAULT_LIMIT = 20;
