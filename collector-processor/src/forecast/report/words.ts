import { formatDuration } from '../../config/duration.ts';
import type { WhatIfModel } from '../whatif/what-if.ts';
import type { SeriesReport } from './types.ts';

/** `2026-11-26 18:00` as the clocks of a place show it. */
export function localTime(timezone: string): (timeMs: number) => string {
  // Sweden writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: timezone });
  return (timeMs) => format.format(timeMs);
}

/** Four digits are more than a forecast knows. */
export const shortNumber = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(4))) : '–';

/** What was read, and what follows from a supposed growth, a sentence each. */
export function factsOf({ name, input, growth }: SeriesReport): string[] {
  const { history, column, notes } = input;
  const at = localTime(history.timezone);
  const endMs = history.startMs + history.values.length * history.stepMs;
  const steps = `${history.values.length} steps of ${formatDuration(history.stepMs)}`;
  const supposed =
    growth === null
      ? []
      : [`supposed: ${growth.share < 0 ? '' : '+'}${shortNumber(100 * growth.share)} % from ${at(growth.fromMs)}`];
  return [
    `${name}, column ${column}: ${steps}, ${at(history.startMs)} to ${at(endMs)} (${history.timezone})`,
    ...notes,
    ...supposed,
  ];
}

export const MODEL_COLUMNS = ['model', 'sMAPE', 'mean error', 'in 95 % interval', 'past forecasts'] as const;

/** A model and what it was worth on the history's own past. */
export function modelRow({ name, backtest }: WhatIfModel, stepMs: number): string[] {
  if (backtest === null) return [name, '–', '–', '–', 'history too short'];
  return [
    name,
    `${backtest.smape.toFixed(1)} %`,
    shortNumber(backtest.mae),
    `${Math.round(100 * backtest.coverage)} %`,
    `${backtest.origins} × ${formatDuration(backtest.horizon * stepMs)}`,
  ];
}

/** Models that another one stood in for, and why. */
export const fallbacksOf = ({ models }: SeriesReport): string[] =>
  models.flatMap(({ name, model, fallback }) =>
    fallback === null ? [] : [`${model} stands in for ${name}: ${fallback}`],
  );
