/** What a user may ask of an axis; hard bounds win over soft ones, and those over the data. */
export interface AxisBounds {
  readonly min?: number | null;
  readonly max?: number | null;
  readonly softMin?: number | null;
  readonly softMax?: number | null;
  readonly centered?: boolean;
}

/** The span of an axis as its options say; where they contradict each other, the data's span stays. */
export function withAxisBounds(range: readonly [number, number], bounds: AxisBounds): [number, number] {
  const reach = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  const [low, high] = bounds.centered === true ? [-reach, reach] : range;
  const min = bounds.min ?? Math.min(low, bounds.softMin ?? low);
  const max = bounds.max ?? Math.max(high, bounds.softMax ?? high);
  return min < max ? [min, max] : [low, high];
}
