import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { BandEdges } from '../shared/frames/bands';

export const QUERY_KINDS = ['bands', 'score', 'value', 'forecast', 'incidents', 'explain'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

export interface TidemarkQuery extends DataQuery {
  kind: QueryKind;
  /** Name of a watch; may hold variables. Incidents: empty means all watches. */
  watch: string;
  /** Matchers as PromQL writes them; may hold variables. */
  match?: string;
  /** Bands: which edges; both by default. */
  bands?: BandEdges;
  /** Bands: letter of another query of the panel whose lines they belong to. */
  matchQuery?: string;
  /** Bands: for so many series at most, the most severe first; the others are lines alone. */
  bandLimit?: number;
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
  /** Incidents: marks on a graph, or rows; by default what the panel asking can show. */
  format?: 'regions' | 'table';
  /** Goes on with every step, without a refresh of the dashboard; not on a panel of mixed datasources. */
  live?: boolean;
}

/** The address is the datasource's own `url`; nothing more is needed. */
export type TidemarkOptions = DataSourceJsonData;

export interface TidemarkSecureOptions {
  /** Bearer token with the scope `read`; with `write` too where no other is given. */
  token?: string;
  /** Scope `write`: Grafana's proxy sends it for editors alone. */
  writeToken?: string;
  /** Scope `admin`: Grafana's proxy sends it for administrators alone. */
  adminToken?: string;
}

export const DEFAULT_QUERY: Omit<TidemarkQuery, 'refId'> = {
  kind: 'bands',
  watch: 'requests',
  match: '',
  bands: 'both',
  showValue: true,
  showForecast: true,
};

/** Series of one query. */
export const DEFAULT_LIMIT = 20;
/** Bands in panels that draw every band they are given: more of them hide the lines. */
export const DEFAULT_BAND_LIMIT = 5;
/** Regions and marks of one query: Grafana makes an element of the page of each, a thousand of them freeze it. */
export const ANNOTATION_BUDGET = 100;
