/**
 * The score of a value against an expectation: 0 at the expected value, 1 at the limit on the side it lies on.
 * A limit that is NaN is no limit: the score stays at most 1.
 */
export function scoreValue(value: number, expected: number, lower: number, upper: number): number {
  const distance = Math.abs(value - expected);
  if (distance === 0) return 0;
  const limit = value < expected ? expected - lower : upper - expected;
  if (limit !== limit) return 1;
  return limit > 0 ? distance / limit : 2;
}
