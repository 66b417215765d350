import { regressRobustly, type Regression } from './regression.ts';

/**
 * A robust regression of days in which the level jumped. The jumps are out of the levels as far as they could be measured;
 * what is left of each is found with the line, or a slope would be as sure as the sizes of jumps seem to be.
 *
 * @param columns of what the levels are explained with; as long as `y`
 * @param y a level a day, NaN = missing
 * @param jumps when the level jumped, in days since the first; those outside are passed over
 * @returns the coefficients of `columns`, then of the jumps' columns; with all columns
 */
export function regressWithJumps(
  columns: readonly Float64Array[],
  y: Float64Array,
  jumps: readonly number[],
): { readonly regression: Regression; readonly columns: readonly Float64Array[] } {
  const within = jumps.filter((jump) => jump > 0 && jump < y.length);
  if (within.length === 0) return { regression: regressRobustly(columns, y), columns };
  const before = within.map((jump) => y.map((_, day) => Math.max(0, Math.min(1, jump - day))));
  // What was measured of a jump is one more observation, as good as the level of a day: nothing is left of it.
  const observed = (column: Float64Array, of = -1): Float64Array =>
    Float64Array.of(...column, ...within.map((_, jump) => (jump === of ? 1 : 0)));
  const regression = regressRobustly(
    [...columns.map((column) => observed(column)), ...before.map(observed)],
    observed(y),
  );
  return { regression, columns: [...columns, ...before] };
}
