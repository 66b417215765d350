import { traffic, type TrafficOptions } from '../traffic.ts';
import type { Case } from './types.ts';

export const STEP_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
/** A Monday. */
const START_MS = Date.UTC(2026, 0, 5);
/** Wednesday 14:00, after sixteen days. */
const TROUBLE_AT = 16 * DAY + 14 * HOUR;
const DAYS = 18;

type Change = (rate: number, step: number) => number | null;

/** Poisson counts at 100 a second with day and week (weekends at 60 %), unless said otherwise. */
function generated(
  name: string,
  point: string,
  trouble: { readonly hours: number; readonly change: Change } | null,
  options: Partial<TrafficOptions> = {},
): Case {
  const startMs = options.startMs ?? START_MS;
  const change = (rate: number, timeMs: number): number | null => {
    const step = (timeMs - startMs) / STEP_MS - TROUBLE_AT;
    return trouble !== null && step >= 0 && step < trouble.hours * HOUR ? trouble.change(rate, step) : rate;
  };
  const points = traffic({ startMs, days: DAYS, rate: 100, ...options, trouble: change });
  return {
    name,
    point,
    startMs,
    timezone: options.timezone ?? 'UTC',
    values: Array.from(points, ({ value }) => value),
    trouble: trouble && [TROUBLE_AT, Math.min(DAYS * DAY, TROUBLE_AT + trouble.hours * HOUR)],
  };
}

const four = (change: Change) => ({ hours: 4, change });

export function generatedCases(): Case[] {
  return [
    generated(
      'outage: zero',
      '1',
      four(() => 0),
    ),
    generated(
      'outage: nothing reported',
      '1',
      four(() => null),
    ),
    generated(
      'outage at 1 request a second',
      '1',
      four(() => 0),
      { rate: 1 },
    ),
    generated(
      '−80 %',
      '2',
      four((rate) => rate * 0.2),
    ),
    generated(
      '−40 %',
      '3',
      four((rate) => rate * 0.6),
    ),
    generated(
      '+40 %',
      '3',
      four((rate) => rate * 1.4),
    ),
    generated(
      '×3',
      '2',
      four((rate) => rate * 3),
    ),
    generated('new level, ×1.5 for good', '2', { hours: DAY, change: (rate) => rate * 1.5 }),
    generated('drift to 5 % in 24 h', '2', {
      hours: 24,
      change: (rate, step) => rate * (1 - (0.95 * step) / DAY),
    }),
    generated('clean', '4, 5', null),
    generated('clean, noisy', '5', null, { noise: 0.1, seed: 5 }),
    generated('clean, weekends at a quarter', '4', null, { weekend: 0.25, seed: 6 }),
    generated('clean, weekends at 1.5 times', '4', null, { weekend: 1.5, seed: 7 }),
    generated('clean, 3 requests an hour', '3', null, { rate: 3 / 3600, seed: 9 }),
    generated('DST night in spring, Berlin', '4', null, {
      startMs: Date.UTC(2026, 2, 16),
      timezone: 'Europe/Berlin',
      seed: 11,
    }),
    generated('DST night in autumn, Berlin', '4', null, {
      startMs: Date.UTC(2026, 9, 12),
      timezone: 'Europe/Berlin',
      seed: 12,
    }),
  ];
}
