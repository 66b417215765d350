import type { Forecaster, History } from './types.ts';

/** How a model did on the series' own past. */
export interface Backtest {
  readonly model: string;
  /** How far ahead it was asked, steps. */
  readonly horizon: number;
  /** Past moments at which it was asked. */
  readonly origins: number;
  /** Mean absolute error, in the values' unit. */
  readonly mae: number;
  /** Symmetric mean absolute percentage error, 0 … 200. */
  readonly smape: number;
  /** Share of values inside the 95 % interval. */
  readonly coverage: number;
  /** Mean absolute error of each origin, newest first. */
  readonly byOrigin: readonly number[];
}

/** Fewer are chance. */
export const MIN_ORIGINS = 3;

/**
 * Rolling origins: the model learns what was known at earlier moments, one horizon apart, and is compared with what came.
 *
 * @param horizon steps
 * @returns null where the history has room for fewer than MIN_ORIGINS
 */
export function backtest(
  forecaster: Forecaster,
  history: History,
  horizon: number,
  origins: number,
  /** History that an origin needs behind it at least, steps. */
  minSteps: number,
): Backtest | null {
  const { values } = history;
  const byOrigin: number[] = [];
  let count = 0;
  let inside = 0;
  let absolute = 0;
  let relative = 0;
  for (let k = 1; k <= origins; k++) {
    const end = values.length - k * horizon;
    if (end < minSteps) break;
    const known = cut(history, end);
    const { expected, intervals } = forecaster.fit(known).predict(horizon, [0.95]);
    let ofOrigin = 0;
    let here = 0;
    for (let step = 0; step < horizon; step++) {
      const value = values[end + step]!;
      if (value !== value || history.leaveOut?.[end + step] === 1) continue;
      const error = Math.abs(value - expected[step]!);
      const size = Math.abs(value) + Math.abs(expected[step]!);
      here++;
      ofOrigin += error;
      relative += size > 0 ? (200 * error) / size : 0;
      if (value >= intervals[0]!.lower[step]! && value <= intervals[0]!.upper[step]!) inside++;
    }
    if (here === 0) continue;
    count += here;
    absolute += ofOrigin;
    byOrigin.push(ofOrigin / here);
  }
  if (byOrigin.length < MIN_ORIGINS) return null;
  return {
    model: forecaster.name,
    horizon,
    origins: byOrigin.length,
    mae: absolute / count,
    smape: relative / count,
    coverage: inside / count,
    byOrigin,
  };
}

function cut(history: History, end: number): History {
  return {
    ...history,
    values: history.values.slice(0, end),
    ...(history.leaveOut === undefined ? {} : { leaveOut: history.leaveOut.slice(0, end) }),
  };
}
