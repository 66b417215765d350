import { NEAR_MS } from '../../forecast/lane/lane.ts';
import type { SeriesForecast } from '../../forecast/lane/types.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import type { Routes } from '../api-context.ts';
import { ForecastQuery, ForecastResponse } from '../contract/index.ts';
import { findWatch } from '../find-watch.ts';
import { badParameter } from '../parameters/bad-parameter.ts';
import { parseMatch } from '../parameters/match.ts';
import { parseTime } from '../parameters/time.ts';
import { describeRoute } from '../route-schema.ts';

const DEFAULT_SERIES = 50;
const DEFAULT_HORIZON_MS = 3_600_000;
/** Points of one curve at most: finer than a screen. */
const MAX_POINTS = 2_000;
const MAX_HORIZON_MS = 366 * 86_400_000;

export const forecastRoute: Routes = (app, context) => {
  const { engine, clock, forecasts } = context;
  const schema = {
    ...describeRoute({
      summary: 'What is expected of a watch: the next hours step by step, then hour by hour',
      tag: 'series',
      response: ForecastResponse,
      errors: [400, 404],
    }),
    querystring: ForecastQuery,
  };
  app.get('/api/v1/forecast', { schema, config: { scope: 'read' } }, ({ query }) => {
    const watch = findWatch(context, query.watch);
    const matches = parseMatch(query.match);
    const toMs = query.to === undefined ? undefined : parseTime('to', query.to, clock());
    const found = engine.series(watch.name).filter(({ labels }) => matches(labels, watch.name));
    const madeAtMs = engine.lastStepMs(watch.name);
    const answer = { watch: watch.name, stepMs: watch.stepMs, total: found.length };
    // Before the first step there is nothing to carry forward.
    if (madeAtMs === null) return { ...answer, series: [] };
    if (toMs !== undefined && toMs - madeAtMs > MAX_HORIZON_MS) {
      throw badParameter('to', query.to, 'too far ahead', 'a time within 366 days of the newest step');
    }

    const untilMs = toMs ?? madeAtMs + longestHorizonMs(watch);
    const series = found.slice(0, query.limit ?? DEFAULT_SERIES).map(({ id, labels }) => {
      const curve = forecasts.lane.curveOf({ watch: watch.name, labels });
      const hours = curve === null ? [] : hoursOf(curve, madeAtMs + NEAR_MS, untilMs);
      const nearMs = hours[0] === undefined ? untilMs : Math.min(untilMs, hours[0].timeMs - watch.stepMs);
      const points = [...engine.forecast(id, timesAfter(madeAtMs, nearMs, watch.stepMs)), ...hours];
      return {
        labels,
        madeAtMs,
        model: hours.length === 0 ? null : curve!.model,
        hoursFromMs: hours[0]?.timeMs ?? null,
        times: points.map(({ timeMs }) => timeMs),
        expected: points.map(({ expected }) => expected),
        lower: points.map(({ lower }) => lower),
        upper: points.map(({ upper }) => upper),
      };
    });
    return { ...answer, series };
  });
};

/** The hours of a forecast that start in [fromMs, toMs]. */
function hoursOf({ startMs, stepMs, expected, lower, upper }: SeriesForecast, fromMs: number, toMs: number) {
  return expected
    .map((value, i) => ({ timeMs: startMs + i * stepMs, expected: value, lower: lower[i]!, upper: upper[i]! }))
    .filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
}

function longestHorizonMs({ horizonsMs }: WatchSettings): number {
  return horizonsMs.length === 0 ? DEFAULT_HORIZON_MS : Math.max(...horizonsMs);
}

/** Starts of the steps after `afterMs` up to `toMs`; every k-th where there are too many. Empty where `toMs` is past. */
function timesAfter(afterMs: number, toMs: number, stepMs: number): number[] {
  const steps = Math.max(0, Math.floor((toMs - afterMs) / stepMs));
  const stride = Math.max(1, Math.ceil(steps / MAX_POINTS));
  const times: number[] = [];
  for (let k = stride; k <= steps; k += stride) times.push(afterMs + k * stepMs);
  return times;
}
