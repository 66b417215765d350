import { quantileOf, sortedFinite } from '../learned/quantile.ts';
import { trackQuantile } from '../tide/limits.ts';

/** Share of a model's scores beyond `start`. */
export const TAIL_SHARE = 0.02;
/** The quantile moves by this share of the excess a step: about one excess a day of minutes. */
const START_RATE = 0.05;
/** The excess is a mean over about so many steps beyond the start. */
const EXCESS_RATE = 1 / 50;
/** One step tells at most so many excesses: a tail is learned from many steps, not from the worst one. */
const MOST_EXCESS = 4;
/** How far the start may move from where training put it; further away the model is to be trained anew. */
const MOST_DRIFT = 8;
/** Share of steps beyond the trained start, over about a day of minutes. */
const BEYOND_RATE = 1 / 1440;
const HELD_RATE = 1 / 60;
const LEAST_EXCESS = 1e-6;

/** Bounds of the shape: the scores of a forest end somewhere; a longer tail than an exponential one is anomalies. */
const LEAST_SHAPE = -0.4;
const MOST_SHAPE = 0;

/**
 * Of a model's own scores, as they come: where the largest 2 % begin and how far they reach, as a generalised Pareto tail
 * (peaks over threshold; Siffer et al. 2017 for streams). Plain data, survives JSON.
 */
export interface Tail {
  start: number;
  /** Mean excess over the start. */
  excess: number;
  /** Below 0 the tail ends, at 0 it is exponential. */
  readonly shape: number;
  readonly trainedStart: number;
  /** Share of recent steps beyond `trainedStart`; 0.02 while the series is as it was when the model was trained. */
  beyond: number;
  /** Mean score while an incident holds the series; null while none does. */
  held: number | null;
}

/**
 * The tail of scores that a model gave to steps it had not been trained on.
 *
 * @param scores NaN = none; at least one is finite
 */
export function learnTail(scores: ArrayLike<number>): Tail {
  const sorted = sortedFinite(scores);
  const start = quantileOf(sorted, 1 - TAIL_SHARE);
  const beyond = sorted.filter((score) => score > start).map((score) => score - start);
  const shape = Math.min(MOST_SHAPE, Math.max(LEAST_SHAPE, shapeOf(beyond)));
  return {
    start,
    excess: Math.max(meanFromMedian(beyond, shape), LEAST_EXCESS),
    shape,
    trainedStart: start,
    beyond: TAIL_SHARE,
    held: null,
  };
}

/** By probability-weighted moments (Hosking & Wallis 1987). @param sorted ascending excesses */
function shapeOf(sorted: Float64Array): number {
  const count = sorted.length;
  let mean = 0;
  let weighted = 0;
  sorted.forEach((excess, i) => {
    mean += excess / count;
    weighted += (excess * (count - i - 0.65)) / count ** 2;
  });
  return mean > 2 * weighted ? 2 - mean / (mean - 2 * weighted) : MOST_SHAPE;
}

/** The mean excess that a tail of this shape has at its median: anomalies in the window swell the mean itself. */
function meanFromMedian(sorted: Float64Array, shape: number): number {
  const median = quantileOf(sorted, 0.5) || 0;
  const scale = shape === 0 ? median / Math.LN2 : (median * shape) / (2 ** shape - 1);
  return scale / (1 - shape);
}

/** −ln of the probability that a normal step scores as high: linear up to the start, the tail beyond it; may be Infinity. */
export function surpriseOf({ start, excess, shape }: Tail, score: number): number {
  const atStart = -Math.log(TAIL_SHARE);
  if (score > start) {
    const scales = (score - start) / (excess * (1 - shape));
    return atStart + (shape === 0 ? scales : Math.log(Math.max(0, 1 + shape * scales)) / shape);
  }
  return start > 0 ? Math.max(0, (atStart * score) / start) : 0;
}

/** Learns from the score of a normal step, after it was judged. */
export function followTail(tail: Tail, score: number): void {
  const { start, excess, trainedStart } = tail;
  tail.held = null;
  tail.beyond += BEYOND_RATE * ((score > trainedStart ? 1 : 0) - tail.beyond);
  if (score > start) {
    tail.excess = Math.max(
      LEAST_EXCESS,
      excess + EXCESS_RATE * (Math.min(score - start, MOST_EXCESS * excess) - excess),
    );
  }
  moveStart(tail, trackQuantile(start, score, TAIL_SHARE, START_RATE * excess));
}

/** Remembers the scores of a series that an incident holds: they teach nothing unless they are accepted. */
export function holdTail(tail: Tail, score: number): void {
  tail.held = tail.held === null ? score : tail.held + HELD_RATE * (score - tail.held);
}

/** What was seen during the hold is the new normal. */
export function acceptTail(tail: Tail): void {
  if (tail.held !== null) moveStart(tail, Math.max(tail.start, tail.held + 2 * tail.excess));
  tail.held = null;
}

function moveStart(tail: Tail, start: number): void {
  const { trainedStart } = tail;
  const least = trainedStart / MOST_DRIFT;
  tail.start = Math.min(Math.max(start, least), Math.max(trainedStart, 1) * MOST_DRIFT);
}
