/** Neighbours a season apart that are looked at on each side. */
const SEASONS_AROUND = 2;

/**
 * Values for models that need one at every step: a missing one is the median of those one and two seasons before and
 * after it, else it lies on the line between its neighbours (a gap at an end takes the nearest value).
 *
 * @param values NaN = missing; at least one is finite
 * @returns the filled values, and how many were missing
 */
export function fillGaps(values: Float64Array, season: number): { filled: Float64Array; missing: number } {
  const filled = values.slice();
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) continue;
    missing++;
    filled[i] = medianAround(values, i, season);
  }
  if (missing > 0) interpolate(filled);
  return { filled, missing };
}

function medianAround(values: Float64Array, i: number, season: number): number {
  if (season < 2) return NaN;
  const around: number[] = [];
  for (let k = -SEASONS_AROUND; k <= SEASONS_AROUND; k++) {
    const value = values[i + k * season];
    if (value !== undefined && value === value) around.push(value);
  }
  if (around.length === 0) return NaN;
  around.sort((a, b) => a - b);
  const middle = around.length >> 1;
  return around.length % 2 === 1 ? around[middle]! : (around[middle - 1]! + around[middle]!) / 2;
}

/** Lines across what is still NaN, in place. */
function interpolate(values: Float64Array): void {
  let before = -1;
  for (let i = 0; i <= values.length; i++) {
    if (i < values.length && values[i] !== values[i]) continue;
    for (let j = before + 1; j < i; j++) values[j] = between(values, before, i, j);
    before = i;
  }
}

function between(values: Float64Array, before: number, after: number, at: number): number {
  if (before < 0) return values[after]!;
  if (after >= values.length) return values[before]!;
  return values[before]! + ((values[after]! - values[before]!) * (at - before)) / (after - before);
}
