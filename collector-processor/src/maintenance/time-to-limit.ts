import { createRandom } from '../random.ts';
import { atPresentLevel } from './level-history.ts';
import { firstPassages, PATHS, UNSURE } from './first-passage.ts';
import { median } from './least-squares.ts';
import { decompose, type Decomposition } from './profile.ts';
import { trendsOf, type WeightedCandidate } from './trend.ts';
import type { Growth, HourlyHistory, LimitOutlook, LimitSettings } from './types.ts';

const DAY_MS = 86_400_000;
/** Nobody plans further by a trend. */
export const HORIZON_MS = 90 * DAY_MS;
/** Less says nothing of a trend. */
const MIN_DAYS = 4;
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
  const { history: level, jumpsAt, resets } = atPresentLevel(history, limit.direction);
  const whole = inWholeDays(level);
  const { values, stepMs, startMs } = whole;
  const stepsADay = Math.max(1, Math.round(DAY_MS / stepMs));
  if (values.reduce((count, value) => (value === value ? count + 1 : count), 0) < MIN_DAYS * stepsADay) {
    return { status: 'unknown', code: 'few_days', reason: `fewer than ${MIN_DAYS} days of history` };
  }
  const parts = decompose(whole);
  if (parts.levels.reduce((count, one) => (one === one ? count + 1 : count), 0) < MIN_DAYS - 1) {
    return { status: 'unknown', code: 'few_values', reason: `fewer than ${MIN_DAYS} days with enough values` };
  }
  const { levels } = parts;
  const relative = parts.multiplicative && levels.every((one) => !(one <= 0));
  const skipped = level.values.length - values.length;
  const jumps = jumpsAt.map((at) => (at - skipped) / stepsADay);
  const trends = trendsOf({ levels, relative, jumps }, hardMax);
  const madeAtMs = startMs + values.length * stepMs;
  const slots = Int16Array.from({ length: Math.round(HORIZON_MS / stepMs) }, (_, step) =>
    parts.slotAt(madeAtMs + step * stepMs),
  );
  const passages = firstPassages({
    ...{ trends, parts, stepsADay, slots, resets, limit: limit.value },
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
    growth: growthOf(trends, startMs),
    peaksOn: peaksOn(parts, limit.direction),
    emptiedEveryMs: resets === null ? null : median(resets.intervals) * stepMs,
  };
}

/** Without the first hours, so that it ends with a whole day: a part of one says little of the level of its middle. */
function inWholeDays(history: HourlyHistory): HourlyHistory {
  const { values, stepMs, startMs } = history;
  const skipped = values.length % Math.max(1, Math.round(DAY_MS / stepMs));
  return { ...history, values: values.subarray(skipped), startMs: startMs + skipped * stepMs };
}

/** What the most believed way says, and how far it and the others are off from that. */
function growthOf(trends: readonly WeightedCandidate[], startMs: number): Growth {
  const best = trends[0]!;
  const after = ({ scale: { valueOf }, level }: WeightedCandidate, slope: number): number =>
    (valueOf(level + 7 * slope) - valueOf(level)) / Math.abs(valueOf(level));
  const perWeek = after(best, best.slope);
  const variance = trends.reduce((sum, trend) => {
    const error = Math.sqrt(UNSURE * trend.slopeVariance);
    const own = (after(trend, trend.slope + error) - after(trend, trend.slope - error)) / 2;
    return sum + trend.weight * (own ** 2 + (after(trend, trend.slope) - perWeek) ** 2);
  }, 0);
  const { shape, ceiling } = best.scale;
  return {
    ...{ shape, saturatesAt: ceiling, perWeek, perWeekError: Math.sqrt(variance) },
    sinceMs: startMs + best.since * DAY_MS,
  };
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
