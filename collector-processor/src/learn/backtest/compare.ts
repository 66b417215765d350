import type { BacktestResult } from './backtest.ts';

/** A gain must differ by so much on average, … */
const MARGIN = 0.05;
/** … and by so many standard errors over the anomalies, which are the same for both. */
const STANDARD_ERRORS = 2.5;
/** What one false-alarm step a day takes from the mean gain, up to the limit. */
const FALSE_ALARM_COST = 0.02;
const MOST_COST = 0.5;

/** One figure: the mean gain, less what false alarms cost. −0.5 … 1. */
export function worth({ gains, falseAlarmsPerDay }: BacktestResult): number {
  return mean(gains) - Math.min(MOST_COST, FALSE_ALARM_COST * falseAlarmsPerDay);
}

/** Whether a new version does so much worse than the one it would replace that it must not. */
export const clearlyWorse = (fresh: BacktestResult, before: BacktestResult): boolean =>
  worth(fresh) < worth(before) - MARGIN;

/**
 * Whether a candidate finds clearly more than tide does (paired over the same anomalies), without more false alarms than
 * tide or than the watch's budget allows. When in doubt it is not: what is simple stays.
 */
export function clearlyBetter(candidate: BacktestResult, tide: BacktestResult, budgetPerDay: number): boolean {
  if (candidate.falseAlarmsPerDay > Math.max(tide.falseAlarmsPerDay, 2 * budgetPerDay)) return false;
  const differences = candidate.gains.map((gain, i) => gain - tide.gains[i]!);
  const average = mean(differences);
  if (differences.length < 2 || average < MARGIN) return false;
  const variance = differences.reduce((sum, each) => sum + (each - average) ** 2, 0) / (differences.length - 1);
  return average >= STANDARD_ERRORS * Math.sqrt(variance / differences.length);
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
