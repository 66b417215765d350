import type { Measure } from '../../measure/watch.ts';
import type { Rollup } from '../../rollup/types.ts';
import { normalValueOf, valueOf } from '../../rollup/value-of.ts';
import type { Routes } from '../api-context.ts';
import { RollupsQuery, RollupsResponse, type RollupSeries } from '../contract/index.ts';
import { findWatch } from '../find-watch.ts';
import { parseMatch } from '../parameters/match.ts';
import { parseSpan } from '../parameters/time.ts';
import { describeRoute } from '../route-schema.ts';

const DEFAULT_SERIES = 50;

export const rollupsRoute: Routes = (app, context) => {
  const { store, clock } = context;
  const schema = {
    ...describeRoute({
      summary: 'Hours, days or weeks of a watch, kept longer than its steps',
      tag: 'series',
      response: RollupsResponse,
      errors: [400, 404],
    }),
    querystring: RollupsQuery,
  };
  app.get('/api/v1/rollups', { schema, config: { scope: 'read' } }, ({ query }) => {
    const watch = findWatch(context, query.watch);
    const matches = parseMatch(query.match);
    const { fromMs, toMs } = parseSpan(query, clock());
    const period = query.period ?? 'hour';
    const found = store.series(watch.name).filter(({ labels }) => matches(labels, watch.name));
    const series = found.slice(0, query.limit ?? DEFAULT_SERIES).map((one) => ({
      labels: one.labels,
      ...columnsOf(store.rollups(one, period, fromMs, toMs), watch.measure),
    }));
    return { watch: watch.name, period, timezone: watch.timezone, series, total: found.length };
  });
};

function columnsOf(rollups: readonly Rollup[], measure: Measure): Omit<RollupSeries, 'labels'> {
  return {
    times: rollups.map(({ startMs }) => startMs),
    ends: rollups.map(({ endMs }) => endMs),
    value: rollups.map((one) => valueOf(measure, one)),
    total: rollups.map(({ mean, presentMs }) =>
      measure === 'rate' && mean !== null ? (mean * presentMs) / 1000 : null,
    ),
    min: rollups.map(({ min }) => min),
    max: rollups.map(({ max }) => max),
    normal: rollups.map((one) => normalValueOf(measure, one)),
    covered: rollups.map(({ presentMs, startMs, endMs }) => presentMs / (endMs - startMs)),
    troubled: rollups.map(({ presentMs, normalMs, startMs, endMs }) => (presentMs - normalMs) / (endMs - startMs)),
  };
}
