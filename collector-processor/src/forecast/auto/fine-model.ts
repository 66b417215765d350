import { quantileOf, sortedFinite } from '../../detect/learned/quantile.ts';
import type { Seasons } from '../season.ts';
import type { Model } from './model.ts';
import { continuePast, regressOnPast } from './robust-ridge.ts';
import { learnSteadyModel, type Timing } from './steady-model.ts';
import type { Transform } from './transform.ts';

const HOUR_MS = 3_600_000;
/** Steps shorter than this are forecast by the hour, and filled in. */
const SHORTEST_MS = 1_800_000;
/** Of an hour's steps, at least this share must be known. */
const KNOWN_SHARE = 0.5;
/** What a time of day adds to its hour is believed as if so many days had shown nothing of it. */
const DOUBT_DAYS = 6;
const NEAR_LAGS = [1, 2, 3];
const NEAR_PENALTY = 1;

/** Steps that make an hour; 1 where steps are forecast as they are. */
export function stepsAnHour(stepMs: number): number {
  const steps = HOUR_MS / stepMs;
  return stepMs < SHORTEST_MS && Number.isInteger(steps) ? steps : 1;
}

/**
 * A model of steps shorter than half an hour. Their hours are forecast, which is cheaper than to regress on the minute
 * of each day back and less noisy; to the line between them come what a time of day usually adds (jobs that run at full
 * hours) and, for the next minutes, the present distance from it.
 *
 * @param values NaN = missing; ends with the last step
 * @param hour steps an hour, more than 1
 */
export function learnFineModel(values: Float64Array, hour: number, transform: Transform, timing: Timing): Model {
  const start = values.length % hour;
  const hours = hourlyMeans(values.subarray(start), hour);
  const seasons: Seasons = { short: 24, week: 168 };
  const hourly = learnSteadyModel(hours.map(transform.forward), seasons, transform.logarithmic, {
    ...timing,
    startMs: timing.startMs + start * timing.stepMs,
    stepMs: HOUR_MS,
  });
  const n = hours.length * hour;
  const day = 24 * hour;
  const line = between(Float64Array.from([...hourly.learned, hourly.predict(1).middle[0]!]), hour).subarray(0, n);
  const came = values.subarray(start).map(transform.forward);
  const distance = came.map((z, t) => z - line[t]!);
  const habit = usualAt(distance, day);
  const noise = distance.map((off, t) => off - habit[t % day]!);
  const deviation = spreadByHour(noise, hour);
  const near = nearFuture(noise);
  return {
    predict(horizon) {
      const path = hourly.predict(Math.ceil(horizon / hour) + 1);
      const last = hourly.learned.at(-1)!;
      const middle = between(Float64Array.from([last, ...path.middle]), hour).subarray(hour, hour + horizon);
      const own = near(horizon);
      return {
        middle: middle.map((z, h) => z + habit[(n + h) % day]! + own[h]!),
        deviation: Float64Array.from({ length: horizon }, (_, h) =>
          Math.hypot(path.deviation[Math.floor(h / hour)]!, deviation[Math.floor((n + h) / hour) % 24]!),
        ),
      };
    },
  };
}

function hourlyMeans(values: Float64Array, hour: number): Float64Array {
  return Float64Array.from({ length: values.length / hour }, (_, i) => {
    const known = values.subarray(i * hour, (i + 1) * hour).filter((value) => value === value);
    if (known.length < KNOWN_SHARE * hour) return NaN;
    return known.reduce((sum, value) => sum + value / known.length, 0);
  });
}

/** The line through the middles of the hours, a value a step; level at both ends. */
function between(hours: Float64Array, hour: number): Float64Array {
  return Float64Array.from({ length: hours.length * hour }, (_, t) => {
    const at = (t + 0.5) / hour - 0.5;
    const before = Math.max(0, Math.floor(at));
    const after = Math.min(hours.length - 1, before + 1);
    const share = Math.min(1, Math.max(0, at - before));
    return hours[before]! * (1 - share) + hours[after]! * share;
  });
}

/** Median distance of each time of day, drawn to none by doubt. */
function usualAt(distance: Float64Array, day: number): Float64Array {
  return Float64Array.from({ length: day }, (_, time) => {
    const known: number[] = [];
    for (let t = time; t < distance.length; t += day) if (distance[t] === distance[t]) known.push(distance[t]!);
    const median = quantileOf(Float64Array.from(known).sort(), 0.5) || 0;
    return (median * known.length) / (known.length + DOUBT_DAYS);
  });
}

/** Standard deviation of each hour of the day, from quartiles. */
function spreadByHour(noise: Float64Array, hour: number): Float64Array {
  const spread = (values: Float64Array): number => {
    const sorted = sortedFinite(values);
    return sorted.length === 0 ? 0 : (quantileOf(sorted, 0.84) - quantileOf(sorted, 0.16)) / 2;
  };
  const overall = spread(noise);
  return Float64Array.from({ length: 24 }, (_, of) => {
    return spread(noise.filter((_, t) => Math.floor(t / hour) % 24 === of)) || overall;
  });
}

/** What the last distances leave for the steps to come, by their own autoregression. */
function nearFuture(noise: Float64Array): (horizon: number) => Float64Array {
  const known = Uint8Array.from(noise, (off) => (off === off ? 1 : 0));
  const filled = noise.map((off) => (off === off ? off : 0));
  const spread = Math.sqrt(filled.reduce((sum, off) => sum + off * off, 0) / filled.length) || 1;
  const u = filled.map((off) => Math.min(3, Math.max(-3, off / spread)));
  const regression = regressOnPast(u, known, NEAR_LAGS, NEAR_PENALTY);
  const longest = NEAR_LAGS.at(-1)!;
  return (horizon) => {
    const path = new Float64Array(longest + horizon);
    path.set(u.subarray(u.length - longest));
    continuePast({ ...regression, constant: 0 }, path, longest);
    return path.subarray(longest).map((off) => (Number.isFinite(off) ? Math.min(3, Math.max(-3, off)) * spread : 0));
  };
}
