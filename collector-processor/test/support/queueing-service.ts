import type { LoadedHistory } from '../../src/maintenance/degradation/types.ts';
import { createRandom, normal } from '../../src/random.ts';

const HOUR_MS = 3_600_000;
/** A Monday. */
export const START_MS = Date.parse('2026-08-03T00:00:00Z');

export interface QueueingScenario {
  readonly days: number;
  /** Growth of traffic a week. */
  readonly growth?: number;
  /** What the latency at the same load is multiplied with on a day. */
  readonly leak?: (day: number) => number;
  readonly seed?: number;
  readonly ratio?: boolean;
  /** Noise of hours, which lasts for some, and of days; as shares. */
  readonly noise?: { readonly hour: number; readonly day: number };
}

const USUAL_NOISE = { hour: 0.03, day: 0.01 };
const LASTS = 0.7;

/** Hours of a service that queues: half busy in its busiest hour, with days and weekends. */
export function queueingService(scenario: QueueingScenario): LoadedHistory {
  const { days, growth = 0, leak = () => 1, seed = 1, ratio = false, noise = USUAL_NOISE } = scenario;
  const random = createRandom(seed);
  const ofHour = noise.hour * Math.sqrt(1 - LASTS ** 2);
  let lasting = 0;
  let ofDay = 0;
  const load = new Float64Array(days * 24);
  const values = load.map((_, hour) => {
    if (hour % 24 === 0) ofDay = noise.day * normal(random);
    lasting = LASTS * lasting + ofHour * normal(random);
    const weekend = Math.floor(hour / 24) % 7 >= 5 ? 0.7 : 1;
    const busy = (0.7 + 0.3 * Math.cos(((hour - 15) * Math.PI) / 12)) * weekend * (1 + (growth * hour) / 168);
    load[hour] = 100 * busy * (1 + 0.02 * normal(random));
    return ((ratio ? 0.02 : 0.1) / (1 - 0.5 * busy)) * leak(hour / 24) * Math.exp(lasting + ofDay);
  });
  return { values, load, stepMs: HOUR_MS, startMs: START_MS, timezone: 'UTC', ratio };
}
