import type { ScoreColumns } from '../series/types.ts';

/**
 * One closed step of a watch, or a part of it, as columns: entry i of every column, those of the result included, belongs to
 * row `from` + i.
 */
export interface DetectorStep {
  readonly stepStartMs: number;
  /** First row that is scored; default 0. The parts of a step come in the order of their rows. */
  readonly from?: number;
  /** So many rows are scored. */
  readonly count: number;
  /** NaN = absent. Finite values are within ±MAX_MAGNITUDE. */
  readonly value: Float64Array;
  /** 1 where an open incident holds the row out of learning. */
  readonly held: Uint8Array;
  /**
   * Value of one counted event: 1 / step seconds for a rate, 1 / denominator for a ratio; 0 where values are no counts.
   * What counting alone allows is never an alarm: one failure of three requests is no error ratio of 33 %.
   */
  readonly unit: Float64Array;
}

/** Larger values cannot be told from faults, and would leave the range of the float32 state. */
export const MAX_MAGNITUDE = 1e30;

/** What made a score what it is. */
export const CAUSE = { none: 0, value: 1, absent: 2, zero: 3, drift: 4, noise: 5 } as const;

export interface DetectorColumns extends ScoreColumns {
  /** One of CAUSE. */
  readonly cause: Uint8Array;
  /**
   * What shows over hours alone, beside the score and never part of it: above 1, or below −1, where the level has drifted up
   * or down, or values swing more or less than they do. `slowCause` says which; `slowExpected` is where the value should be, for
   * rows whose `slow` is not 0.
   */
  readonly slow: Float64Array;
  readonly slowExpected: Float64Array;
  readonly slowCause: Uint8Array;
}

/** What a forecaster may read of a detector: its expectation at a later time, with the half-widths of its limits. */
export interface Expectation {
  expected: number;
  lower: number;
  upper: number;
}

/**
 * A streaming detector of one watch: columns in, columns out; no I/O, no clock, no randomness. The same steps give
 * bit-identical columns.
 */
export interface Detector {
  /** Scores the step and then learns from it (rows that are held or absent teach nothing). */
  step(step: DetectorStep, out: DetectorColumns): void;
  /** What was seen while the row was held becomes its new normal. */
  accept(row: number): void;
  /** The expectation carried forward from the last step to `timeMs`; NaN while nothing is learned. */
  expect(row: number, timeMs: number): Expectation;
  /** Bytes of learned state a series. */
  readonly stateBytes: number;
  /** By reference: valid until the next step. */
  snapshot(): DetectorState;
  restore(state: DetectorState): void;
}

/** What a detector learned. */
export interface DetectorState {
  readonly rows: number;
  readonly lastStepMs: number;
  /** Records of all rows, in order; in one piece in older checkpoints. */
  readonly state: Float32Array | readonly Float32Array[];
  /** Names and lengths of a record's fields; missing in checkpoints from before they were kept. */
  readonly layout?: readonly (readonly [name: string, length: number])[];
}

const NUMBERS = 12;
const BYTES = 5;

/** Bytes that the columns of so many rows take. */
export const bytesOfColumns = (rows: number): number => rows * (NUMBERS * Float64Array.BYTES_PER_ELEMENT + BYTES);

/** Columns for `rows` rows, in one piece of memory. */
export const allocateColumns = (rows: number): DetectorColumns =>
  columnsIn(new ArrayBuffer(bytesOfColumns(rows)), 0, rows);

/** Columns for `rows` rows in memory that is there, from `start` (a multiple of 8) on. */
export function columnsIn(buffer: ArrayBufferLike, start: number, rows: number): DetectorColumns {
  const number = (k: number): Float64Array =>
    new Float64Array(buffer, start + k * rows * Float64Array.BYTES_PER_ELEMENT, rows);
  const byteAt = (k: number): number => start + rows * (NUMBERS * Float64Array.BYTES_PER_ELEMENT + k);
  return {
    value: number(0),
    expected: number(1),
    typicalLower: number(2),
    typicalUpper: number(3),
    lower: number(4),
    upper: number(5),
    score: number(6),
    change: number(7),
    severity: number(8),
    lasting: number(9),
    slow: number(10),
    slowExpected: number(11),
    direction: new Int8Array(buffer, byteAt(0), rows),
    learning: new Uint8Array(buffer, byteAt(1), rows),
    held: new Uint8Array(buffer, byteAt(2), rows),
    cause: new Uint8Array(buffer, byteAt(3), rows),
    slowCause: new Uint8Array(buffer, byteAt(4), rows),
  };
}
