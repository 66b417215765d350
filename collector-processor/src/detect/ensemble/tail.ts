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

/** Of a model's own scores, as they come: where the largest 2 % begin and how far they reach. Plain data. */
export interface Tail {
  start: number;
  excess: number;
  readonly trainedStart: number;
  /** Share of recent steps beyond `trainedStart`; 0.02 while the series is as it was when the model was trained. */
  beyond: number;
  /** Mean score while an incident holds the series; NaN while none does. */
  held: number;
}

/**
 * The tail of scores that a model gave to steps it had not been trained on.
 *
 * @param scores NaN = none; at least one is finite
 */
export function learnTail(scores: ArrayLike<number>): Tail {
  const sorted = sortedFinite(scores);
  const start = quantileOf(sorted, 1 - TAIL_SHARE);
  // The median rather than the mean of the excesses (ln 2 of an exponential's mean): anomalies in the window swell the mean.
  const beyond = sorted.filter((score) => score > start);
  const excess = beyond.length === 0 ? 0 : (quantileOf(beyond, 0.5) - start) / Math.LN2;
  const median = quantileOf(sorted, 0.5);
  // A tail shorter than that of an exponential body would be followed to a limit that the next normal day exceeds.
  const usual = (start - median) / Math.log(0.5 / TAIL_SHARE);
  return {
    start,
    excess: Math.max(excess, usual, LEAST_EXCESS),
    trainedStart: start,
    beyond: TAIL_SHARE,
    held: NaN,
  };
}

/** −ln of the probability that a normal step scores as high: linear up to the start, an exponential tail beyond it. */
export function surpriseOf({ start, excess }: Tail, score: number): number {
  const atStart = -Math.log(TAIL_SHARE);
  if (score > start) return atStart + (score - start) / excess;
  return start > 0 ? Math.max(0, (atStart * score) / start) : 0;
}

/** Learns from the score of a normal step, after it was judged. */
export function followTail(tail: Tail, score: number): void {
  const { start, excess, trainedStart } = tail;
  tail.held = NaN;
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
  tail.held = tail.held === tail.held ? tail.held + HELD_RATE * (score - tail.held) : score;
}

/** What was seen during the hold is the new normal. */
export function acceptTail(tail: Tail): void {
  const usualMost = tail.held + 2 * tail.excess;
  if (usualMost > tail.start) moveStart(tail, usualMost);
  tail.held = NaN;
}

function moveStart(tail: Tail, start: number): void {
  const { trainedStart } = tail;
  const least = trainedStart / MOST_DRIFT;
  tail.start = Math.min(Math.max(start, least), Math.max(trainedStart, 1) * MOST_DRIFT);
}
