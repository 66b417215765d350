import { findDegradation } from '../../maintenance/degradation/degradation.ts';
import { timeToLimit } from '../../maintenance/time-to-limit.ts';
import { backtest, type Backtest } from '../backtest.ts';
import { FORECASTERS } from '../registry.ts';
import type { Forecaster } from '../types.ts';
import type { ForecastJob, ForecastJobResult } from './types.ts';

const DAY_MS = 86_400_000;
/** Past moments that models are compared at, a day apart. */
const ORIGINS = 6;
/** So much less error makes another model the better one; it must also win at more than half of the moments. */
const CLEARLY_BETTER = 0.9;

/** All that a worker thread does for one series: compares models where asked to, forecasts, and looks at the limit. */
export async function performForecastJob(job: ForecastJob): Promise<ForecastJobResult> {
  const { history, horizon, limit } = job;
  const asked = await load(job.model);
  const { forecaster, backtests } = await choose(job, asked);
  const fitted = forecaster.fit(history);
  const { expected, intervals } = fitted.predict(horizon, [0.95, 0.8]);
  const [wide, narrow] = intervals;
  return {
    model: fitted.model,
    fallback: fitted.fallback,
    expected: [...expected],
    lower: [...wide!.lower],
    upper: [...wide!.upper],
    lower80: [...narrow!.lower],
    upper80: [...narrow!.upper],
    backtests,
    limit: limit === null ? null : timeToLimit(history, limit, history.hardRange?.max),
    degradation:
      job.load === null ? null : findDegradation({ ...history, load: job.load, ratio: history.hardRange?.max === 1 }),
  };
}

async function choose({ history, candidates }: ForecastJob, asked: Forecaster) {
  if (candidates.length === 0) return { forecaster: asked, backtests: [] };
  const day = Math.max(1, Math.round(DAY_MS / history.stepMs));
  const models = [asked, ...(await Promise.all(candidates.map(load)))];
  const backtests: Backtest[] = [];
  let best: { forecaster: Forecaster; result: Backtest } | null = null;
  for (const forecaster of models) {
    const result = backtest(forecaster, history, day, ORIGINS, 7 * day);
    if (result === null) continue;
    backtests.push(result);
    if (best === null || clearlyBetter(result, best.result)) best = { forecaster, result };
  }
  return { forecaster: best?.forecaster ?? asked, backtests };
}

/** @returns whether `one` should be taken instead of `other` */
export function clearlyBetter(one: Backtest, other: Backtest): boolean {
  const wins = one.byOrigin.filter((error, k) => error < (other.byOrigin[k] ?? Infinity)).length;
  return one.mae < CLEARLY_BETTER * other.mae && wins > one.byOrigin.length / 2;
}

async function load(name: string): Promise<Forecaster> {
  const entry = FORECASTERS[name];
  if (entry === undefined) throw new Error(`no forecaster '${name}'`);
  return entry.load();
}
