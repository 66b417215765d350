export interface NelderMeadOptions {
  /** Edge of the first simplex along each axis. */
  readonly edge: number;
  /** Evaluations of the objective at the most. */
  readonly maxEvaluations: number;
  /** Ends when the simplex' values differ by less than this share of their size. */
  readonly tolerance: number;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly evaluations: number;
}

const DEFAULTS: NelderMeadOptions = { edge: 0.5, maxEvaluations: 400, tolerance: 1e-8 };

/**
 * Minimises a function without derivatives by the downhill simplex with coefficients that depend on the dimension
 * (Nelder & Mead 1965; Gao & Han 2012). A value that is not finite counts as worse than any other, so a bound may be
 * said by returning Infinity. Deterministic.
 *
 * @param objective reads the point and must not keep it
 */
export function nelderMead(
  objective: (point: Float64Array) => number,
  start: Float64Array,
  options: Partial<NelderMeadOptions> = {},
): Minimum {
  const { edge, maxEvaluations, tolerance } = { ...DEFAULTS, ...options };
  const size = start.length;
  let evaluations = 0;
  const valueAt = (point: Float64Array): number => {
    evaluations++;
    const value = objective(point);
    return Number.isFinite(value) ? value : Infinity;
  };
  const vertex = (point: Float64Array): Vertex => ({ point, value: valueAt(point) });
  const simplex: Vertex[] = [vertex(start.slice())];
  for (let axis = 0; axis < size; axis++) {
    const point = start.slice();
    point[axis]! += edge;
    simplex.push(vertex(point));
  }
  const order = (): void => void simplex.sort((a, b) => a.value - b.value);
  order();
  if (size === 0) return { ...simplex[0]!, evaluations };

  const expansion = 1 + 2 / size;
  const contraction = 0.75 - 1 / (2 * size);
  const shrinkage = 1 - 1 / size;
  while (evaluations < maxEvaluations) {
    const best = simplex[0]!;
    const worst = simplex[size]!;
    if (worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance)) break;
    const centre = centroid(simplex, size);
    const along = (distance: number): Vertex =>
      vertex(centre.map((mean, axis) => mean + distance * (mean - worst.point[axis]!)));
    const reflected = along(1);
    if (reflected.value < best.value) {
      const expanded = along(expansion);
      simplex[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[size - 1]!.value) {
      simplex[size] = reflected;
    } else {
      const outside = reflected.value < worst.value;
      const contracted = along(outside ? contraction : -contraction);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[size] = contracted;
      else {
        const towards = Math.max(shrinkage, 0.5);
        for (let i = 1; i <= size; i++) {
          simplex[i] = vertex(best.point.map((kept, axis) => kept + towards * (simplex[i]!.point[axis]! - kept)));
        }
      }
    }
    order();
  }
  return { ...simplex[0]!, evaluations };
}

interface Vertex {
  readonly point: Float64Array;
  readonly value: number;
}

/** Mean of all points but the worst. */
function centroid(simplex: readonly Vertex[], size: number): Float64Array {
  const centre = new Float64Array(size);
  for (let i = 0; i < size; i++) for (let axis = 0; axis < size; axis++) centre[axis]! += simplex[i]!.point[axis]!;
  return centre.map((sum) => sum / size);
}
