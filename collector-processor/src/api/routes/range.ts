import type { WatchSettings } from '../../measure/watch.ts';
import type { Store, StoredSeries } from '../../store/index.ts';
import type { Routes } from '../api-context.ts';
import { RangeQuery, RangeResponse } from '../contract/index.ts';
import { findWatch } from '../find-watch.ts';
import { badParameter } from '../parameters/bad-parameter.ts';
import { parseFields } from '../parameters/fields.ts';
import { parseMatch } from '../parameters/match.ts';
import { parseSpan } from '../parameters/time.ts';
import { describeRoute } from '../route-schema.ts';
import { seriesBody } from './series-body.ts';

const DEFAULT_SERIES = 50;
/** Steps read for one answer at most: about a second. 28 days of minutes for 20 series are 806,400. */
const MAX_STEPS = 1_000_000;

interface Span {
  readonly fromMs: number;
  /** Inclusive. */
  readonly toMs: number;
}

export const rangeRoute: Routes = (app, context) => {
  const { store, clock } = context;
  const schema = {
    ...describeRoute({
      summary: 'Values, expectations, limits and scores of a watch over time',
      tag: 'series',
      response: RangeResponse,
      errors: [400, 404],
    }),
    querystring: RangeQuery,
  };
  app.get('/api/v1/range', { schema, config: { scope: 'read' } }, ({ query }) => {
    const watch = findWatch(context, query.watch);
    const matches = parseMatch(query.match);
    const span = parseSpan(query, clock());
    const fields = parseFields(query.fields);

    const found = store.series(watch.name).filter(({ labels }) => matches(labels, watch.name));
    const { shown, total } = pickSeries(store, found, span, query.limit ?? DEFAULT_SERIES);
    refuseTooMuch(query.from, watch, shown.length, span);
    const ranges = store.range({
      watch: watch.name,
      seriesIds: shown.map(({ id }) => id),
      fromMs: span.fromMs,
      toMs: span.toMs + 1,
    });
    const byId = new Map(ranges.map((range) => [range.series.id, range]));
    const series = shown.map(({ id }) => seriesBody(byId.get(id)!, fields, query.maxPoints));
    return { watch: watch.name, stepMs: watch.stepMs, series, total };
  });
};

/** Series with steps in the span; when there are too many, those with the highest severity in it. */
function pickSeries(store: Store, found: readonly StoredSeries[], { fromMs, toMs }: Span, limit: number) {
  const ranked = found
    .map((series) => ({ series, peak: store.peakSeverity(series.id, fromMs, toMs + 1) }))
    .filter(({ peak }) => peak >= 0);
  if (ranked.length > limit) ranked.sort((a, b) => b.peak - a.peak);
  return { shown: ranked.slice(0, limit).map(({ series }) => series), total: ranked.length };
}

function refuseTooMuch(from: string, { stepMs }: WatchSettings, seriesCount: number, { fromMs, toMs }: Span): void {
  const steps = Math.ceil((toMs - fromMs) / stepMs) * seriesCount;
  if (steps <= MAX_STEPS) return;
  const hours = Math.floor((MAX_STEPS / seriesCount) * (stepMs / 3_600_000));
  throw badParameter('from', from, 'too far back', `${hours} hours for ${seriesCount} series: narrow match or limit`);
}
