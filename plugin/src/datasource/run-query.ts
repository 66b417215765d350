import type { DataFrame } from '@grafana/data';
import type { RangeField } from '../shared/api/contract';
import { explainFrame } from '../shared/frames/explain';
import { forecastFrames } from '../shared/frames/forecast';
import { incidentFrame } from '../shared/frames/incidents';
import { incidentsTable } from '../shared/frames/incidents-table';
import { scoreFrames, valueFrames } from '../shared/frames/lines';
import { bandsQuery } from './bands-query';
import { frameOptions, selection, type QueryContext } from './query-context';
import { ANNOTATION_BUDGET, type TidemarkQuery } from './types';

/** Incidents asked of one query at most. */
const MAX_INCIDENTS = 1000;

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
    case 'explain':
      return [await explainQuery(query, context)];
  }
}

async function forecastQuery(query: TidemarkQuery, context: QueryContext): Promise<DataFrame[]> {
  const response = await context.api.forecast({ ...selection(query), toMs: context.toMs });
  return forecastFrames(response, await frameOptions(query, context));
}

async function incidentsQuery(query: TidemarkQuery, context: QueryContext): Promise<DataFrame> {
  const { api, fromMs, toMs, unitOf, linkTo, datasourceUid, withDetail } = context;
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
  const options = { refId: query.refId, unitOf: (watch: string) => units.get(watch) ?? '', linkTo, datasourceUid };
  return (query.format ?? context.incidentsAs) === 'table'
    ? incidentsTable(shown, options)
    : incidentFrame(shown, {
        ...options,
        // Our own panel draws on one canvas, and shows each when it is clicked.
        merge: withDetail ? undefined : { fromMs, toMs, budget: ANNOTATION_BUDGET },
      });
}

const EXPLAINED_FIELDS: readonly RangeField[] = [
  ...(['value', 'expected', 'lower', 'upper'] as const),
  ...(['score', 'severity', 'learning', 'held'] as const),
];

async function explainQuery(query: TidemarkQuery, context: QueryContext): Promise<DataFrame> {
  const { api, fromMs, toMs } = context;
  const { watch, match } = query;
  const [range, { incidents }] = await Promise.all([
    api.range({ ...selection(query), fromMs, toMs, fields: EXPLAINED_FIELDS }),
    api.incidents({ watch, match, fromMs, toMs, limit: MAX_INCIDENTS }),
  ]);
  return explainFrame(range, incidents, await frameOptions(query, context));
}
