/** How fast a series of a step is learned. Weights of one step; at long steps a memory is measured in hours instead. */
export interface Rates {
  readonly stepHours: number;
  /** Level corrections; the slow one of a series that is new. */
  readonly slow: number;
  readonly slowEarly: number;
  readonly middle: number;
  readonly fast: number;
  readonly loss: number;
  /** Scale of noise: by side, by time of day, long. */
  readonly side: number;
  readonly hour: number;
  readonly long: number;
  /** Seasons' errors span a week, so that weekends are remembered on Fridays. */
  readonly seasonLoss: number;
  readonly flat: number;
  readonly driftMean: number;
  readonly driftSpread: number;
}

/** The larger of a weight by steps and a memory in hours. */
export function ratesFor(stepHours: number): Rates {
  const either = (weight: number, hours: number): number => Math.min(1, Math.max(weight, stepHours / hours));
  return {
    stepHours,
    slow: either(0.003, 24),
    slowEarly: either(0.006, 24),
    middle: either(0.02, 8),
    fast: either(0.1, 2),
    loss: either(0.005, 168),
    side: either(0.0002, 336),
    hour: either(0.002, 48),
    long: either(0.00003, 1440),
    seasonLoss: either(0, 168),
    flat: either(0, 24),
    driftMean: either(0, 72),
    driftSpread: either(0, 168),
  };
}
