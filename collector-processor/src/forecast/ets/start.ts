import type { EtsModel, EtsState } from './model.ts';

/** Cycles that the first seasonal indices are made of. */
const FIRST_CYCLES = 4;
/** Values that the first level and slope are a line through. */
const FIRST_VALUES = 10;

/**
 * Initial states by the usual heuristic (Hyndman et al. 2008, section 2.6.1): indices by classical decomposition of the
 * first cycles, then a line through the first adjusted values.
 *
 * @param values at least two seasons where the model has one; three values otherwise
 */
export function startState(model: EtsModel, values: Float64Array, seasonLength: number): EtsState {
  const season = model.season === 'none' ? new Float64Array(0) : firstSeason(model.season, values, seasonLength);
  const count = Math.min(values.length, Math.max(FIRST_VALUES, model.season === 'none' ? 0 : seasonLength));
  const adjusted = values.slice(0, count).map((value, i) => {
    if (model.season === 'none') return value;
    const index = season[i % seasonLength]!;
    return model.season === 'additive' ? value - index : value / index;
  });
  if (model.trend === 'none') return { level: mean(adjusted), slope: 0, season, slot: 0 };
  const { intercept, slope } = line(adjusted);
  return { level: intercept, slope, season, slot: 0 };
}

/** Indices of the season's slots: they sum to 0 (additive), or average 1 (multiplicative). */
function firstSeason(kind: 'additive' | 'multiplicative', values: Float64Array, length: number): Float64Array {
  const count = Math.min(values.length, length * FIRST_CYCLES);
  const sums = new Float64Array(length);
  const counts = new Float64Array(length);
  for (let i = 0; i < count; i++) {
    const level = movingMean(values, i, length, count);
    sums[i % length]! += kind === 'additive' ? values[i]! - level : values[i]! / level;
    counts[i % length]!++;
  }
  const indices = sums.map((sum, slot) => sum / counts[slot]!);
  const centre = mean(indices);
  return kind === 'additive'
    ? indices.map((index) => index - centre)
    : indices.map((index) => Math.max(index / centre, 1e-6));
}

/** Mean over one season around i, moved inwards at the ends. */
function movingMean(values: Float64Array, i: number, length: number, count: number): number {
  const from = Math.min(Math.max(0, i - Math.floor(length / 2)), count - length);
  let sum = 0;
  for (let j = from; j < from + length; j++) sum += values[j]!;
  return sum / length;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Least squares through (1, v1), (2, v2) …: the level before the first value, and the slope. */
function line(values: Float64Array): { intercept: number; slope: number } {
  const centre = (values.length + 1) / 2;
  const level = mean(values);
  let products = 0;
  let squares = 0;
  values.forEach((value, i) => {
    products += (i + 1 - centre) * (value - level);
    squares += (i + 1 - centre) ** 2;
  });
  const slope = squares === 0 ? 0 : products / squares;
  return { intercept: level - slope * centre, slope };
}
