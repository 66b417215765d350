import type { Confusion } from '../types.ts';
import type { Segment } from './segments.ts';

/** An event must be found by its point number DELAY at the latest, counted from 0. */
export const DELAY = 7;

/** Points as they are: no adjustment. */
export function pointCounts(labels: ArrayLike<number>, alarms: ArrayLike<number>): Confusion {
  let [tp, fp, fn] = [0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    if (alarms[i] !== 0) {
      if (labels[i] !== 0) tp++;
      else fp++;
    } else if (labels[i] !== 0) fn++;
  }
  return { tp, fp, fn };
}

/**
 * The rule of the AIOps competition: an alarm among the first `delay + 1` points of a segment makes all of the segment
 * found, none makes all of it missed. Points outside segments stay as they are.
 */
export function delayAdjustedCounts(
  labels: ArrayLike<number>,
  alarms: ArrayLike<number>,
  segments: readonly Segment[],
  delay: number = DELAY,
): Confusion {
  let [tp, fn] = [0, 0];
  for (const segment of segments) {
    const length = segment.to - segment.from;
    if (isCaught(alarms, segment, delay)) tp += length;
    else fn += length;
  }
  return { tp, fn, fp: pointCounts(labels, alarms).fp };
}

/** Segments with at least one alarm among their first `delay + 1` points. */
export function caughtEvents(alarms: ArrayLike<number>, segments: readonly Segment[], delay: number = DELAY): number {
  return segments.filter((segment) => isCaught(alarms, segment, delay)).length;
}

function isCaught(alarms: ArrayLike<number>, { from, to }: Segment, delay: number): boolean {
  for (let i = from; i < Math.min(from + delay + 1, to); i++) if (alarms[i] !== 0) return true;
  return false;
}

export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** 0 where there is nothing to divide by. */
export function precisionRecall({ tp, fp, fn }: Confusion): PrecisionRecall {
  return {
    precision: tp + fp === 0 ? 0 : tp / (tp + fp),
    recall: tp + fn === 0 ? 0 : tp / (tp + fn),
    f1: tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn),
  };
}

export const sumCounts = (counts: readonly Confusion[]): Confusion =>
  counts.reduce((a, b) => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn }), { tp: 0, fp: 0, fn: 0 });
