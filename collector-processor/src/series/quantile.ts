/** Buckets as columns; bucket i holds counts[i] observations in (lowers[i], uppers[i]]. Buckets may overlap and need no order. */
export interface Buckets {
  readonly lowers: readonly number[];
  readonly uppers: readonly number[];
  readonly counts: readonly number[];
}

/**
 * The q-quantile of bucketed observations, spread evenly within each bucket (linear interpolation, as PromQL's
 * histogram_quantile). Buckets with different bounds may be mixed: their densities add. An unbounded bucket counts as
 * a point at its finite end, so the answer is always finite.
 *
 * @param q in [0, 1]
 * @returns NaN when there are no observations
 */
export function bucketQuantile({ lowers, uppers, counts }: Buckets, q: number): number {
  let total = 0;
  const edges: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    if (!(counts[i]! > 0)) continue;
    total += counts[i]!;
    edges.push(finiteLower(lowers[i]!, uppers[i]!), finiteUpper(lowers[i]!, uppers[i]!));
  }
  if (total <= 0) return NaN;
  edges.sort((a, b) => a - b);
  const target = q * total;
  if (massUpTo(edges[0]!) >= target) return edges[0]!;
  // Mass rises from edge to edge: the first that reaches the target is found by halves.
  let below = 0;
  let reached = edges.length - 1;
  while (reached - below > 1) {
    const middle = (below + reached) >>> 1;
    if (massUpTo(edges[middle]!) >= target) reached = middle;
    else below = middle;
  }
  const edge = edges[reached]!;
  const before = edges[below]!;
  const massBefore = massUpTo(before);
  const massBelow = massUpTo(edge, true);
  // Of the mass, what is spread out between the two edges, else what is at this one.
  return massBelow >= target ? before + ((edge - before) * (target - massBefore)) / (massBelow - massBefore) : edge;

  /** Observations ≤ x; with `before`, those at x itself (a point mass) left out. */
  function massUpTo(x: number, before = false): number {
    let mass = 0;
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i]!;
      if (!(count > 0)) continue;
      const lower = finiteLower(lowers[i]!, uppers[i]!);
      const upper = finiteUpper(lowers[i]!, uppers[i]!);
      if (lower === upper) {
        if (before ? upper < x : upper <= x) mass += count;
      } else if (x >= upper) mass += count;
      else if (x > lower) mass += (count * (x - lower)) / (upper - lower);
    }
    return mass;
  }
}

const finiteLower = (lower: number, upper: number): number => (Number.isFinite(lower) ? lower : Math.min(upper, 0));
const finiteUpper = (lower: number, upper: number): number =>
  Number.isFinite(upper) ? upper : finiteLower(lower, upper);
