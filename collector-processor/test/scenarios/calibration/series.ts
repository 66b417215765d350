/**
 * Clean series of the kinds that a typical range and a budget of false alarms must hold for: nothing in them is an
 * incident. Seeded; values a second where they are counts.
 */
import { createRandom, normal, type Random } from '../../../src/random.ts';
import { poisson, traffic, type TrafficOptions } from '../traffic.ts';

export const MINUTE = 60_000;
/** A Monday. */
export const START_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

export interface CleanSeries {
  readonly name: string;
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: Float64Array;
  /** As a watch has it: the value of one event, 0 for no counts. */
  readonly countUnit: number;
}

/** One kind of clean series. `at` = days since the start, `daily` = the season, about 0.3 to 1.7. */
type Draw = (next: Random, at: number, daily: number) => number;

interface Kind {
  readonly name: string;
  readonly stepMs?: number;
  readonly countUnit?: number;
  readonly values: (days: number, seed: number, stepMs: number) => Iterable<number>;
}

const drawn = (name: string, draw: Draw, stepMs = MINUTE): Kind => ({
  name,
  stepMs,
  *values(days, seed) {
    const next = createRandom(seed);
    for (let i = 0; i < (days * DAY_MS) / stepMs; i++) {
      const at = (i * stepMs) / DAY_MS;
      yield draw(next, at, 1 - 0.7 * Math.cos(2 * Math.PI * (at - 0.125)));
    }
  },
});

const counted = (name: string, options: Partial<TrafficOptions>): Kind => ({
  name,
  ...(options.stepMs !== undefined && { stepMs: options.stepMs }),
  countUnit: 1000 / (options.stepMs ?? MINUTE),
  *values(days, seed) {
    for (const { value } of traffic({ startMs: START_MS, days, seed, rate: 100, ...options })) yield value!;
  },
});

/** Student's t with so many degrees of freedom. */
function student(next: Random, freedom: number): number {
  let square = 0;
  for (let i = 0; i < freedom; i++) square += normal(next) ** 2;
  return normal(next) / Math.sqrt(square / freedom);
}

const laplace = (next: Random): number => (next() < 0.5 ? -1 : 1) * Math.log(1 - next());

/** A level that wanders: an autoregression, back where it was after so many steps. */
function wandering(deviation: number, steps: number): Draw {
  let level = 0;
  const keep = Math.exp(-1 / steps);
  return (next, at, daily) => {
    if (at === 0) level = 0;
    level = keep * level + deviation * Math.sqrt(1 - keep * keep) * normal(next);
    return 100 * daily * Math.exp(level + 0.03 * normal(next));
  };
}

const KINDS: readonly Kind[] = [
  drawn('flat, normal noise', (next) => 1000 + 50 * normal(next)),
  drawn('flat, Laplace noise', (next) => 1000 + 35 * laplace(next)),
  drawn('flat, Student noise (4 degrees)', (next) => 1000 + 35 * student(next, 4)),
  drawn('latency: log-normal, daily', (next, _at, daily) => 0.05 * (1 + daily) * Math.exp(0.4 * normal(next))),
  drawn('noise by time of day', (next, _at, daily) => 100 + 12 * daily * daily * normal(next)),
  drawn('noise that grows fivefold', (next, at, daily) => 100 * daily * (1 + 0.02 * 5 ** (at / 35) * normal(next))),
  drawn(
    'noise that shrinks to a fifth',
    (next, at, daily) => 100 * daily * (1 + 0.1 * 0.2 ** (at / 35) * normal(next)),
  ),
  drawn('drift: twice in five weeks', (next, at, daily) => 100 * daily * 2 ** (at / 35) * (1 + 0.03 * normal(next))),
  drawn('drift: season fades', (next, at, daily) => 100 * daily ** (1 - at / 50) * (1 + 0.03 * normal(next))),
  drawn('level wanders by 10 % within a day', wandering(0.1, 1440)),
  drawn('level wanders by 10 % within an hour', wandering(0.1, 60)),
  counted('traffic, 100 a second', {}),
  counted('traffic, wandering by 10 %', { noise: 0.1 }),
  counted('traffic, weekends at a quarter', { weekend: 0.25 }),
  counted('traffic, 1 a second', { rate: 1 }),
  counted('traffic, 3 a minute', { rate: 0.05 }),
  counted('traffic, one in two minutes', { rate: 1 / 120 }),
  {
    name: 'counts in bursts (variance 4 × mean)',
    countUnit: 1 / 60,
    *values(days, seed) {
      const next = createRandom(seed);
      for (let i = 0; i < days * 1440; i++) {
        const rate = 30 * (1 - 0.7 * Math.cos((2 * Math.PI * i) / 1440));
        yield (4 * poisson(rate / 4, next)) / 60;
      }
    },
  },
  counted('traffic, steps of 5 minutes', { stepMs: 5 * MINUTE }),
  drawn('daily, steps of 10 seconds', (next, _at, daily) => 100 * daily * (1 + 0.05 * normal(next)), MINUTE / 6),
  counted('traffic, steps of an hour', { stepMs: 60 * MINUTE }),
];

/**
 * One series of every kind, so many days long.
 *
 * @param only names of kinds; absent: all of them
 */
export function* cleanSeries(days: number, seed: number, only?: readonly string[]): Generator<CleanSeries> {
  for (const { name, stepMs = MINUTE, countUnit = 0, values } of KINDS) {
    if (only?.includes(name) === false) continue;
    yield { name, startMs: START_MS, stepMs, countUnit, values: Float64Array.from(values(days, seed, stepMs)) };
  }
}
