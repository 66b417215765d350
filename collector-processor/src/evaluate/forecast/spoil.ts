import { createRandom } from '../../random.ts';
import { seedOf } from '../runner/tasks.ts';
import type { ForecastCase } from './types.ts';

const HOUR_MS = 3_600_000;
/** Share of the values that are spikes, and their size. */
const SPIKES = 0.01;
const SPIKE = 3;
const OUTAGE_HOURS = 6;
/** The outage begins so many hours before the end, at random between. */
const OUTAGE_BEFORE = { least: 60, most: 200 };
const SHIFT_HOURS = 30;

type Spoil = (from: ForecastCase, history: Float64Array, random: () => number) => ForecastCase;

/** What histories of real services suffer. Each is measured against the unspoilt history, as a set of its own. */
const SPOILS: Readonly<Record<string, Spoil>> = {
  /** One value in a hundred is three times what it was, or a third. */
  spikes(from, history, random) {
    for (let t = 0; t < history.length; t++) {
      if (random() < SPIKES) history[t]! *= random() < 0.5 ? SPIKE : 1 / SPIKE;
    }
    return { ...from, history };
  },
  /** Nothing for six hours, some days before the end. */
  outage(from, history, random) {
    const hour = HOUR_MS / from.stepMs;
    const before = OUTAGE_BEFORE.least + random() * (OUTAGE_BEFORE.most - OUTAGE_BEFORE.least);
    const at = Math.max(0, history.length - Math.round(before * hour));
    history.fill(0, at, at + Math.max(1, Math.round(OUTAGE_HOURS * hour)));
    return { ...from, history };
  },
  /** The last value is three times what it was. */
  last(from, history) {
    history[history.length - 1]! *= SPIKE;
    return { ...from, history };
  },
  /** All doubles, or halves, 30 hours before the end, for good. */
  shift(from, history, random) {
    const factor = random() < 0.5 ? 2 : 0.5;
    const at = Math.max(0, history.length - Math.round((SHIFT_HOURS * HOUR_MS) / from.stepMs));
    for (let t = at; t < history.length; t++) history[t]! *= factor;
    const scaled = (values: Float64Array): Float64Array => values.map((value) => factor * value);
    return { ...from, history, actual: scaled(from.actual), reference: scaled(from.reference) };
  },
};

/** A set's cases, then the same cases spoilt in each way, as sets named after it. */
export const withSpoilt = (cases: readonly ForecastCase[]): ForecastCase[] => [
  ...cases,
  ...Object.entries(SPOILS).flatMap(([name, spoil]) =>
    cases.map((from) => {
      const dataset = `${from.dataset}_${name}`;
      return { ...spoil(from, from.history.slice(), createRandom(seedOf({ ...from, dataset }))), dataset };
    }),
  ),
];
