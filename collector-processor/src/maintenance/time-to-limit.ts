import { createRandom } from '../random.ts';
import { firstPassages, PATHS } from './first-passage.ts';
import { decompose, type Decomposition } from './profile.ts';
import { fitTrend, type Trend, type TrendCurve } from './trend-curve.ts';
import type { Growth, HourlyHistory, LimitOutlook, LimitSettings } from './types.ts';

const DAY_MS = 86_400_000;
/** Nobody plans further by a trend. */
export const HORIZON_MS = 90 * DAY_MS;
/** Less says nothing of a trend. */
const MIN_DAYS = 4;
/** Days are not independent of each other, and the season is known from a few weeks: the trend is so much less sure (variance). */
const UNSURE = 3;
const SEED = 20;

/**
 * When a limit will be reached, and how sure that is: the trend of the days' levels since it last changed, the profile of
 * the hours of the week, and the unevenness of the days that were, carried forward many times over.
 *
 * @param hardMax what the value cannot exceed (a ratio: 1)
 * @param factorAt what a supposed growth multiplies the values of a later time with
 */
export function timeToLimit(
  history: HourlyHistory,
  limit: Pick<LimitSettings, 'value' | 'direction' | 'leadsMs'>,
  hardMax = Infinity,
  factorAt: (timeMs: number) => number = () => 1,
): LimitOutlook {
  const { values, stepMs, startMs } = history;
  const stepsADay = Math.max(1, Math.round(DAY_MS / stepMs));
  if (values.reduce((count, value) => (value === value ? count + 1 : count), 0) < MIN_DAYS * stepsADay) {
    return { status: 'unknown', reason: `fewer than ${MIN_DAYS} days of history` };
  }
  const parts = decompose(history);
  const trend = fitTrend(parts.levels, hardMax);
  const { curve, since } = trend;
  const errors = errorsOf(trend);
  const madeAtMs = startMs + values.length * stepMs;
  const slots = Int16Array.from({ length: Math.round(HORIZON_MS / stepMs) }, (_, step) =>
    parts.slotAt(madeAtMs + step * stepMs),
  );
  // A level is told for the middle of its day.
  const fromDay = values.length / stepsADay - 0.5;
  const passages = firstPassages({
    ...{ ...errors, curve, parts, stepsADay, fromDay, slots, limit: limit.value },
    factors: Float64Array.from(slots, (_, step) => factorAt(madeAtMs + step * stepMs)),
    direction: limit.direction,
    random: createRandom(SEED),
  });
  const at = (share: number): number | null => {
    const steps = passages[Math.ceil(share * PATHS) - 1]!;
    return steps === Infinity ? null : madeAtMs + steps * stepMs;
  };
  return {
    status: 'known',
    madeAtMs,
    crossesAtMs: at(0.5),
    earliestMs: at(0.1),
    latestMs: at(0.9),
    leads: limit.leadsMs.map((leadMs) => ({
      leadMs,
      probability: passages.filter((steps) => steps * stepMs < leadMs).length / PATHS,
    })),
    growth: growthOf(curve, errors.slopeError, fromDay, startMs + since * DAY_MS),
    peaksOn: peaksOn(parts, limit.direction),
  };
}

/** Of days about the trend, of its level and of its slope: standard errors in its straight scale. */
function errorsOf({ curve: { line }, days }: Trend) {
  const variance = line.squares / Math.max(1, days - 2);
  return {
    dayError: Math.sqrt(variance),
    levelError: Math.sqrt((UNSURE * variance) / line.weight),
    slopeError: line.spread > 0 ? Math.sqrt((UNSURE * variance) / line.spread) : 0,
  };
}

function growthOf(
  { shape, ceiling, line, valueOf }: TrendCurve,
  slopeError: number,
  day: number,
  sinceMs: number,
): Growth {
  const after = (slope: number): number => {
    const now = line.intercept + line.slope * day;
    return (valueOf(now + 7 * slope) - valueOf(now)) / Math.abs(valueOf(now));
  };
  const error = Math.abs(after(line.slope + slopeError) - after(line.slope - slopeError)) / 2;
  return { shape, saturatesAt: ceiling, perWeek: after(line.slope), perWeekError: error, sinceMs };
}

/** On which days the profile is worst, where it is clearly worse there. */
function peaksOn({ profile, slots }: Decomposition, direction: 'up' | 'down'): 'weekday' | 'weekend' | 'any' {
  if (slots % 7 !== 0) return 'any';
  const sign = direction === 'up' ? 1 : -1;
  const perDay = slots / 7;
  const worst = Array.from({ length: 7 }, (_, day) =>
    Math.max(...profile.subarray(day * perDay, (day + 1) * perDay).map((part) => sign * part)),
  );
  const weekday = Math.max(...worst.slice(0, 5));
  const weekend = Math.max(...worst.slice(5));
  if (Math.abs(weekday - weekend) < 0.03 * Math.max(Math.abs(weekday), Math.abs(weekend))) return 'any';
  return weekday > weekend ? 'weekday' : 'weekend';
}
