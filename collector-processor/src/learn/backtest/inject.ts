import { quantileOf, sortedFinite } from '../../detect/learned/quantile.ts';
import { normal, type Random } from '../../random.ts';

/** What can be put into a history, as services fail. */
export const INJECTED = [
  'spike',
  'drop',
  'drop_to_zero',
  'level_shift',
  'drift',
  'variance',
  'missing_season',
] as const;
export type InjectedKind = (typeof INJECTED)[number];

/** An anomaly at its place: values from step `from` on, that long. */
export interface Injection {
  readonly kind: InjectedKind;
  readonly from: number;
  /** Found when it alarms within so many steps, all of them anomalous. */
  readonly values: Float64Array;
}

/** What an anomaly's size is told in. */
export interface SeriesSize {
  /** Of one step to the next, robust. */
  readonly noise: number;
  readonly level: number;
  readonly nonNegative: boolean;
}

interface Shape {
  /** Hours within which it must be found. */
  readonly hours: number;
  /** At least and at most so many steps, whatever the step. */
  readonly steps: readonly [number, number];
  /** @param size 0.5 (hard to see) … 2 (plain). @param share of the span that has passed, 0 … 1 */
  value(value: number, size: number, share: number, of: SeriesSize, random: Random): number;
}

/** Sizes at which half of them are hard: one that all detectors see tells none from another. */
const SHAPES: Readonly<Record<InjectedKind, Shape>> = {
  spike: { hours: 0.1, steps: [2, 6], value: (v, size, _, of) => v + size * Math.max(6 * of.noise, 0.3 * v) },
  drop: { hours: 0.35, steps: [4, 20], value: (v, size, _, of) => v - size * Math.max(5 * of.noise, 0.25 * v) },
  drop_to_zero: { hours: 0.35, steps: [3, 20], value: () => 0 },
  level_shift: { hours: 1, steps: [6, 60], value: (v, size, _, of) => v + size * Math.max(3 * of.noise, 0.15 * v) },
  drift: { hours: 6, steps: [12, 360], value: (v, size, at, of) => v + at * size * Math.max(6 * of.noise, 0.5 * v) },
  variance: { hours: 2, steps: [12, 120], value: (v, size, _, of, random) => v + 3 * size * of.noise * normal(random) },
  missing_season: {
    hours: 4,
    steps: [12, 240],
    value: (_v, _size, _at, of, random) => of.level + of.noise * normal(random),
  },
};

export function sizeOf(values: Float64Array, nonNegative: boolean): SeriesSize {
  const changes = values.map((value, i) => Math.abs(value - values[i - 1]!));
  const level = quantileOf(sortedFinite(values), 0.5);
  // The median of |a − b| of two normal values is 0.954 deviations of each.
  const noise = quantileOf(sortedFinite(changes), 0.5) / 0.954;
  return { noise: Math.max(noise || 0, 1e-3 * Math.abs(level)), level, nonNegative };
}

/**
 * One anomaly in a history that is otherwise kept; steps that are absent stay absent.
 *
 * @param from where it begins; steps beyond the end are cut off
 */
export function inject(
  kind: InjectedKind,
  values: Float64Array,
  from: number,
  stepMs: number,
  of: SeriesSize,
  random: Random,
): Injection {
  const shape = SHAPES[kind];
  const [least, most] = shape.steps;
  const steps = Math.min(most, Math.max(least, Math.round((shape.hours * 3_600_000) / stepMs)));
  const size = 0.5 * 4 ** random();
  const own = values.slice(from, from + steps);
  const changed = own.map((value, i) => {
    if (value !== value) return NaN;
    const next = shape.value(value, size, (i + 1) / own.length, of, random);
    return of.nonNegative ? Math.max(0, next) : next;
  });
  return { kind, from, values: changed };
}
