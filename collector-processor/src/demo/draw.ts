import type { Random } from '../random.ts';

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
