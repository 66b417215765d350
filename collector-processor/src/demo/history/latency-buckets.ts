import type { ShopRoute } from '../catalogue.ts';

/** Bounds in seconds that OpenTelemetry's HTTP conventions advise, as the live shop's histogram has them. */
const BOUNDS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
export const LOWERS_S: readonly number[] = [0, ...BOUNDS_S];
export const UPPERS_S: readonly number[] = [...BOUNDS_S, Infinity];

/** What reading, routing and answering add to the shop's own work, ms; measured on the live shop (see the test). */
const OVERHEAD_MS = 2;

/** Probability of each bucket for an answer of this route, with so much latency added. */
export function bucketProbabilities({ medianMs, spread }: ShopRoute, addedLatencyMs: number): readonly number[] {
  const within = (seconds: number): number => {
    const workMs = seconds * 1000 - OVERHEAD_MS - addedLatencyMs;
    return workMs <= 0 ? 0 : standardNormal(Math.log(workMs / medianMs) / spread);
  };
  return UPPERS_S.map((upper, i) => (upper === Infinity ? 1 : within(upper)) - within(LOWERS_S[i]!));
}

/** Cumulated standard normal by Abramowitz and Stegun 7.1.26: off by less than 1e-7. */
function standardNormal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * polynomial * Math.exp(-x * x);
  return z > 0 ? 1 - tail : tail;
}
