import type { Graph } from './types.ts';

/** The bound on what a page holds of one series: so many columns at most, each of a few bytes. */
export const GRAPH_COLUMNS = 600;
/** Values are drawn in so many levels. */
export const GRAPH_LEVELS = 4095;
/** Stands for "no value" in a column. */
export const NO_LEVEL = 65_535;

export interface GraphInput {
  readonly startMs: number;
  readonly stepMs: number;
  readonly values: Float64Array;
  readonly labels: Uint8Array;
  readonly alarms: Uint8Array;
  readonly testFrom: number;
  readonly band: { readonly lower: Float64Array; readonly upper: Float64Array } | null;
}

/** Thins a series out: of each column the least and the most value, the mean limits, and whether anything is marked. */
export function graphOf({ startMs, stepMs, values, labels, alarms, testFrom, band }: GraphInput): Graph {
  const stepsPerColumn = Math.max(1, Math.ceil(values.length / GRAPH_COLUMNS));
  const columns = Math.ceil(values.length / stepsPerColumn);
  const fold = (from: ArrayLike<number>, merge: (a: number, b: number) => number, start: number): Float64Array =>
    Float64Array.from({ length: columns }, (_, column) => {
      let folded = start;
      for (let i = column * stepsPerColumn; i < Math.min(values.length, (column + 1) * stepsPerColumn); i++) {
        if (from[i]! === from[i]!) folded = merge(folded, from[i]!);
      }
      return folded;
    });
  const least = fold(values, Math.min, Infinity);
  const most = fold(values, Math.max, -Infinity);
  const [low, high] = [
    least.reduce((a, b) => Math.min(a, b), Infinity),
    most.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const levels = (column: Float64Array): Uint16Array => Uint16Array.from(column, (value) => levelOf(value, low, high));
  const marked = (marks: Uint8Array): Uint8Array => Uint8Array.from(fold(marks, Math.max, 0));
  return {
    startMs,
    stepMs,
    stepsPerColumn,
    low,
    high,
    scoredFrom: Math.floor(testFrom / stepsPerColumn),
    least: levels(least),
    most: levels(most),
    // The widest of the column: what lies outside it lay outside at every step.
    band: band && {
      lower: levels(fold(band.lower, Math.min, Infinity)),
      upper: levels(fold(band.upper, Math.max, -Infinity)),
    },
    labelled: marked(labels),
    alarmed: marked(alarms),
  };
}

function levelOf(value: number, low: number, high: number): number {
  if (!Number.isFinite(value)) return NO_LEVEL;
  const share = high > low ? (value - low) / (high - low) : 0.5;
  return Math.round(GRAPH_LEVELS * Math.min(1, Math.max(0, share)));
}
