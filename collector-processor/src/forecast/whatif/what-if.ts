import { timeToLimit } from '../../maintenance/time-to-limit.ts';
import type { LimitOutlook, LimitSettings } from '../../maintenance/types.ts';
import { backtest, MIN_ORIGINS, type Backtest } from '../backtest.ts';
import { FORECASTERS } from '../registry.ts';
import type { History } from '../types.ts';
import { hoursOf } from './hours-of.ts';

/** "20 % more from Monday": what is forecast is multiplied from a moment on. */
export interface GrowthStep {
  /** 0.2: 20 % more; −1 or more. */
  readonly share: number;
  readonly fromMs: number;
}

export interface WhatIfRequest {
  readonly history: History;
  /** Names in the registry. */
  readonly models: readonly string[];
  /** Steps. */
  readonly horizon: number;
  readonly limit: Pick<LimitSettings, 'value' | 'direction' | 'leadsMs'> | null;
  readonly growth: GrowthStep | null;
}

/** One model's answer; entry i of a column is the step that starts at the result's startMs + i × stepMs. */
export interface WhatIfModel {
  readonly name: string;
  /** What predicted: the fallback where one was taken. */
  readonly model: string;
  readonly fallback: string | null;
  readonly expected: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly lower80: readonly number[];
  readonly upper80: readonly number[];
  /** On the series' own past; null where it is too short. */
  readonly backtest: Backtest | null;
}

export interface WhatIfResult {
  readonly startMs: number;
  readonly stepMs: number;
  readonly models: readonly WhatIfModel[];
  readonly outlook: LimitOutlook | null;
}

/** Past moments that a model is asked at. */
const ORIGINS = 5;
/** Backtests look no further than this … */
const LONGEST_BACKTEST_MS = 7 * 86_400_000;
/** … and no further than leaves room for MIN_ORIGINS of them, with twice as much to learn from before the first. */
const SHARE_OF_HISTORY = 1 / (MIN_ORIGINS + 2);

/** Models side by side on one history, with what they were worth on its past, a step of growth, and the time to a limit. */
export async function whatIf({ history, models, horizon, limit, growth }: WhatIfRequest): Promise<WhatIfResult> {
  const { values, stepMs } = history;
  const startMs = history.startMs + values.length * stepMs;
  const factor = (timeMs: number): number => (growth !== null && timeMs >= growth.fromMs ? 1 + growth.share : 1);
  const most = history.hardRange?.max ?? Infinity;
  const grown = (column: Float64Array): number[] =>
    Array.from(column, (value, i) => Math.min(most, value * factor(startMs + i * stepMs)));
  const room = Math.floor(SHARE_OF_HISTORY * values.length);
  const tested = Math.max(1, Math.min(horizon, Math.round(LONGEST_BACKTEST_MS / stepMs), room));
  const answers: WhatIfModel[] = [];
  for (const name of models) {
    const forecaster = await FORECASTERS[name]!.load();
    const fitted = forecaster.fit(history);
    const { expected, intervals } = fitted.predict(horizon, [0.95, 0.8]);
    answers.push({
      name,
      model: fitted.model,
      fallback: fitted.fallback,
      expected: grown(expected),
      lower: grown(intervals[0]!.lower),
      upper: grown(intervals[0]!.upper),
      lower80: grown(intervals[1]!.lower),
      upper80: grown(intervals[1]!.upper),
      backtest: backtest(forecaster, history, tested, ORIGINS, 2 * tested),
    });
  }
  const outlook = limit === null ? null : timeToLimit(hoursOf(history), limit, history.hardRange?.max, factor);
  return { startMs, stepMs, models: answers, outlook };
}
