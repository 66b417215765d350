import type { TidemarkApi } from '../shared/api/client';
import type { IncidentBody } from '../shared/api/contract';
import { DEFAULT_LIMIT, type TidemarkQuery } from './types';

/** What a query is run with, beside itself. */
export interface QueryContext {
  readonly api: TidemarkApi;
  readonly fromMs: number;
  readonly toMs: number;
  /** Wall clock, to know whether the range reaches past now. */
  readonly nowMs: number;
  readonly unitOf: (watch: string) => Promise<string>;
  /** True for our own panel, which can show more than others. */
  readonly withDetail: boolean;
  /** What incidents are shown as where the query leaves that open. */
  readonly incidentsAs?: 'regions' | 'table';
  readonly linkTo?: (incident: IncidentBody) => string;
  /** The datasource itself, which takes verdicts on what it shows. */
  readonly datasourceUid?: string;
}

/** What is asked of the API: which series, and how many. */
export function selection({ watch, match, limit }: TidemarkQuery) {
  return { watch, match, limit: limit ?? DEFAULT_LIMIT };
}

export async function frameOptions({ refId, watch, legend }: TidemarkQuery, { unitOf }: Pick<QueryContext, 'unitOf'>) {
  return { refId, legend, unit: await unitOf(watch) };
}
