/** Generated traffic for the scenario tests: clean, seeded, with day and week in civil time. */
import { createCivilClock } from '../../src/detect/civil-time.ts';
import { createRandom, normal, type Random } from '../../src/random.ts';

export interface TrafficOptions {
  readonly startMs: number;
  readonly days: number;
  readonly stepMs?: number;
  /** Requests per second at the weekly mean. */
  readonly rate: number;
  readonly timezone?: string;
  readonly seed?: number;
  /** Weekend level as a share of weekdays. */
  readonly weekend?: number;
  /** Day-to-day and minute-to-minute noise beyond Poisson, relative. */
  readonly noise?: number;
  /** false: no seasons at all. */
  readonly seasons?: boolean;
  /** What happens to the expected rate at a time; null = absent. */
  readonly trouble?: (rate: number, timeMs: number) => number | null;
}

export interface Point {
  readonly timeMs: number;
  /** Requests per second; null = absent. */
  readonly value: number | null;
}

export function poisson(mean: number, next: Random): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count++;
  return count;
}

/** One value a step, Poisson counts around the seasonal rate. */
export function* traffic(options: TrafficOptions): Generator<Point> {
  const {
    startMs,
    days,
    stepMs = 60_000,
    rate,
    timezone = 'UTC',
    seed = 1,
    weekend = 0.6,
    noise = 0.02,
    seasons = true,
    trouble,
  } = options;
  const clock = createCivilClock(timezone);
  const next = createRandom(seed);
  const steps = Math.round((days * 86_400_000) / stepMs);
  let wander = 0;
  for (let i = 0; i < steps; i++) {
    const timeMs = startMs + i * stepMs;
    const hour = clock.hourOfWeek(timeMs + stepMs / 2);
    wander = 0.99 * wander + 0.14 * noise * normal(next);
    const season = seasons
      ? (1 - 0.7 * Math.cos((2 * Math.PI * ((hour % 24) - 3)) / 24)) * (hour >= 120 ? weekend : 1)
      : 1;
    const expected = rate * season * Math.exp(wander);
    const troubled = trouble ? trouble(expected, timeMs) : expected;
    yield {
      timeMs,
      value: troubled === null ? null : poisson((troubled * stepMs) / 1000, next) / (stepMs / 1000),
    };
  }
}
