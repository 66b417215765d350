import { createCivilClock } from '../detect/civil-time.ts';
import { fitRobustLine, median } from './least-squares.ts';
import type { HourlyHistory } from './types.ts';
import { drawnToShape } from './week-shape.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PASSES = 3;

/** A history taken apart: value = level of its day × (or +) profile of its hour, and a rest. */
export interface Decomposition {
  /** Whether profile and rest grow with the level. */
  readonly multiplicative: boolean;
  readonly slots: number;
  /** By slot: factor (mean 1) or addend (mean 0). */
  readonly profile: Float64Array;
  /** Slot of a time: hour of the civil week, or of the day. */
  readonly slotAt: (timeMs: number) => number;
  /** One a day of 24 h from the history's start; NaN where less than a quarter of it has values. */
  readonly levels: Float64Array;
  /** By step: value / (level × profile) − 1, or value − level − profile; NaN where the value is missing. */
  readonly rest: Float64Array;
}

const MIN_WEEKS = 2;
const MIN_SHARE = 0.25;

/** Takes a history apart both ways and keeps the way that leaves less of it unexplained. */
export function decompose(history: HourlyHistory): Decomposition {
  const additive = takeApart(history, false);
  if (history.values.some((value) => value < 0)) return additive;
  const multiplicative = takeApart(history, true);
  return unexplained(history, multiplicative) < unexplained(history, additive) ? multiplicative : additive;
}

function takeApart(history: HourlyHistory, multiplicative: boolean): Decomposition {
  const { values, stepMs, startMs, timezone } = history;
  const perDay = Math.max(1, Math.round(DAY_MS / stepMs));
  const days = Math.ceil(values.length / perDay);
  const clock = createCivilClock(timezone);
  const spanMs = values.length * stepMs;
  const daySlots = Math.min(24, perDay);
  const slots = spanMs >= MIN_WEEKS * 7 * DAY_MS ? 7 * daySlots : spanMs >= 2 * DAY_MS ? daySlots : 1;
  const hoursASlot = 24 / daySlots;
  const slotAt = (timeMs: number): number => Math.floor(clock.hourOfWeek(timeMs) / hoursASlot) % slots;
  const slotOf = Int16Array.from(values, (_, i) => slotAt(startMs + i * stepMs));

  const dayOf = Float64Array.from({ length: days }, (_, day) => day);
  let profile = new Float64Array(slots).fill(multiplicative ? 1 : 0);
  let levels = new Float64Array(days);
  const without = (value: number, i: number) =>
    multiplicative ? value / profile[slotOf[i]!]! : value - profile[slotOf[i]!]!;
  let line = values;
  for (let pass = 0; pass < PASSES; pass++) {
    levels = levelsOf(values.map(without), perDay, days, multiplicative ? profile : null, slotOf);
    // A week's line through the levels, or a day's unevenness would be taken for level; from hour to hour, or a day's
    // growth would be taken for profile.
    line = between(smoothed(dayOf, levels), perDay, values.length);
    const relative = values.map((value, i) =>
      multiplicative ? (line[i]! > 0 ? value / line[i]! : NaN) : value - line[i]!,
    );
    profile = profileOf(relative, slotOf, slots, multiplicative);
  }
  levels = levelsOf(values.map(without), perDay, days, multiplicative ? profile : null, slotOf);
  const smooth = smoothed(dayOf, levels);
  const rest = values.map((value, i) => {
    const day = Math.floor(i / perDay);
    const grown = line[i]! - smooth[day]!;
    return multiplicative ? without(value, i) / (levels[day]! + grown) - 1 : without(value, i) - levels[day]! - grown;
  });
  return { multiplicative, slots, profile, slotAt, levels, rest };
}

/** Mean of each day without its profile; of factors the hours weigh as much as their traffic. */
function levelsOf(
  values: Float64Array,
  perDay: number,
  days: number,
  weights: Float64Array | null,
  slotOf: Int16Array,
): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: days }, (_, day) => {
    let count = 0;
    let weight = 0;
    let sum = 0;
    for (let i = day * perDay; i < Math.min(values.length, (day + 1) * perDay); i++) {
      if (values[i] !== values[i]) continue;
      const w = weights?.[slotOf[i]!] ?? 1;
      count++;
      weight += w;
      sum += w * values[i]!;
    }
    return count >= MIN_SHARE * perDay && weight > 0 ? sum / weight : NaN;
  });
}

/** A robust line through three and a half days to each side. */
function smoothed(days: Float64Array, levels: Float64Array): Float64Array {
  const fallback = median(levels);
  return levels.map((_, day) => {
    const from = Math.max(0, Math.min(day - 3, levels.length - 7));
    const near = levels.subarray(from, from + 7);
    if (near.every((level) => level !== level)) return fallback;
    const line = fitRobustLine(days.subarray(from, from + 7), near);
    return line.intercept + line.slope * day;
  });
}

/** A value a step on the line through the middles of the days, which goes on at both ends. */
function between(levels: Float64Array, perDay: number, steps: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: steps }, (_, i) => {
    const at = (i + 0.5) / perDay - 0.5;
    const before = Math.max(0, Math.min(levels.length - 2, Math.floor(at)));
    const step = (levels[before + 1] ?? levels[before]!) - levels[before]!;
    return levels[before]! + (at - before) * step;
  });
}

/** Trimmed mean of each slot, drawn to a day's shape times a day's height, scaled to a mean of 1 (or moved to 0). */
function profileOf(
  relative: Float64Array,
  slotOf: Int16Array,
  slots: number,
  multiplicative: boolean,
): Float64Array<ArrayBuffer> {
  const bySlot: number[][] = Array.from({ length: slots }, () => []);
  relative.forEach((value, i) => value === value && bySlot[slotOf[i]!]!.push(value));
  const neutral = multiplicative ? 1 : 0;
  const raw = Float64Array.from(bySlot, (values) => (values.length === 0 ? neutral : trimmedMean(values)));
  const profile = drawnToShape(raw, bySlot, multiplicative);
  const mean = profile.reduce((sum, value) => sum + value, 0) / slots;
  if (!multiplicative) return profile.map((value) => value - mean);
  return profile.map((value) => (mean > 0 ? Math.max(value / mean, 1e-6) : 1));
}

function trimmedMean(values: number[]): number {
  values.sort((a, b) => a - b);
  const cut = Math.floor(values.length * 0.2);
  const kept = values.slice(cut, values.length - cut);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** Mean absolute rest, in the values' own unit. */
function unexplained({ values, stepMs }: HourlyHistory, { multiplicative, rest, levels }: Decomposition): number {
  const perDay = Math.max(1, Math.round(DAY_MS / stepMs));
  let sum = 0;
  let count = 0;
  rest.forEach((part, i) => {
    if (part !== part) return;
    const fitted = multiplicative ? values[i]! / (1 + part) : levels[Math.floor(i / perDay)]!;
    const error = multiplicative ? values[i]! - fitted : part;
    if (!Number.isFinite(error)) return;
    sum += Math.abs(error);
    count++;
  });
  return sum / count;
}
