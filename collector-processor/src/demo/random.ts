/** Uniform in [0, 1). Every random choice in the demo takes one of these, so that a run can be repeated by its seed. */
export type Random = () => number;

/** mulberry32: small, fast, good enough for visitors (not for secrets). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Knuth's method multiplies uniforms down to e^-mean: larger means are drawn in parts, which add up exactly. */
const POISSON_PART = 30;

/** How many independent events happen where `mean` are expected. */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let rest = mean; rest > 0; rest -= POISSON_PART) {
    const limit = Math.exp(-Math.min(rest, POISSON_PART));
    for (let product = random(); product > limit; product *= random()) count++;
  }
  return count;
}

/** Waiting time until the next of events that come at `perSecond`, in milliseconds. */
export function exponentialMs(random: Random, perSecond: number): number {
  return (-Math.log(1 - random()) / perSecond) * 1000;
}

/** Of `trials`, how many succeed with `probability`; for the small counts of one step. */
export function binomial(random: Random, trials: number, probability: number): number {
  let successes = 0;
  if (probability > 0) for (let i = 0; i < trials; i++) if (random() < probability) successes++;
  return successes;
}

/** Standard normal, by Box and Muller. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The first entry whose cumulated share passes a uniform draw; shares need not add up to 1. */
export function pick<T extends { readonly share: number }>(random: Random, entries: readonly T[]): T {
  const total = entries.reduce((sum, entry) => sum + entry.share, 0);
  let rest = random() * total;
  for (const entry of entries) {
    rest -= entry.share;
    if (rest < 0) return entry;
  }
  return entries[entries.length - 1]!;
}
