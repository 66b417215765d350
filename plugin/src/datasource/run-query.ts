import type { DataFrame } from '@grafana/data';
import type { TidemarkApi } from '../shared/api/client';
import type { IncidentBody } from '../shared/api/contract';
import { bandFields, bandFrames } from '../shared/frames/bands';
import { forecastFrames } from '../shared/frames/forecast';
import { incidentFrame } from '../shared/frames/incidents';
import { scoreFrames, valueFrames } from '../shared/frames/lines';
import { inReadingOrder, seriesKey } from '../shared/frames/names';
import { DEFAULT_LIMIT, type TidemarkQuery } from './types';

export interface QueryContext {
  readonly api: TidemarkApi;
  readonly fromMs: number;
  readonly toMs: number;
  /** Wall clock, to know whether the range reaches past now. */
  readonly nowMs: number;
  readonly unitOf: (watch: string) => Promise<string>;
  /** True for our own panel, which can show more than others. */
  readonly withDetail: boolean;
  readonly linkTo?: (incident: IncidentBody) => string;
}

/** Incidents asked of one query at most: more would only smear over the graph. */
const MAX_INCIDENTS = 500;

/** One query, its variables already filled in, to frames. */
export async function runQuery(query: TidemarkQuery, context: QueryContext): Promise<DataFrame[]> {
  switch (query.kind) {
    case 'incidents':
      return [await incidentsQuery(query, context)];
    case 'forecast':
      return forecastQuery(query, context);
    case 'score':
    case 'value': {
      const { api, fromMs, toMs } = context;
      const response = await api.range({ ...selection(query), fromMs, toMs, fields: [query.kind] });
      const options = await frameOptions(query, context);
      return query.kind === 'score' ? scoreFrames(response, options) : valueFrames(response, options);
    }
    case 'bands':
      return bandsQuery(query, context);
  }
}

async function bandsQuery(query: TidemarkQuery, context: QueryContext): Promise<DataFrame[]> {
  const { api, fromMs, toMs, nowMs, withDetail } = context;
  const options = {
    ...(await frameOptions(query, context)),
    bands: query.bands ?? 'both',
    showValue: query.showValue ?? true,
    withDetail,
  };
  const wantsForecast = (query.showForecast ?? true) && toMs > nowMs;
  const [range, forecast] = await Promise.all([
    api.range({ ...selection(query), fromMs, toMs, fields: bandFields(options) }),
    wantsForecast ? api.forecast({ ...selection(query), toMs }) : null,
  ]);
  const keys = inReadingOrder(range.series).map(({ labels }) => seriesKey(query.refId, range.watch, labels));
  return [...bandFrames(range, options), ...(forecast === null ? [] : forecastFrames(forecast, options, keys))];
}

async function forecastQuery(query: TidemarkQuery, context: QueryContext): Promise<DataFrame[]> {
  const response = await context.api.forecast({ ...selection(query), toMs: context.toMs });
  return forecastFrames(response, await frameOptions(query, context));
}

async function incidentsQuery(query: TidemarkQuery, context: QueryContext): Promise<DataFrame> {
  const { api, fromMs, toMs, unitOf, linkTo } = context;
  const { incidents } = await api.incidents({
    watch: query.watch === '' ? undefined : query.watch,
    match: query.match,
    fromMs,
    toMs,
    limit: query.limit ?? MAX_INCIDENTS,
  });
  const shown = incidents.filter(({ severity }) => severity >= (query.minSeverity ?? 0));
  const units = new Map(
    await Promise.all(
      [...new Set(shown.map(({ watch }) => watch))].map(async (watch) => [watch, await unitOf(watch)] as const),
    ),
  );
  return incidentFrame(shown, { refId: query.refId, unitOf: (watch) => units.get(watch) ?? '', linkTo });
}

function selection({ watch, match, limit }: TidemarkQuery) {
  return { watch, match, limit: limit ?? DEFAULT_LIMIT };
}

async function frameOptions({ refId, watch, legend }: TidemarkQuery, { unitOf }: QueryContext) {
  return { refId, legend, unit: await unitOf(watch) };
}
