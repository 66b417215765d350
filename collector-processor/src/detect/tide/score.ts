import type { WatchDirection } from '../../measure/watch.ts';
import { scoreValue } from '../score-value.ts';
import { CAUSE, type DetectorColumns } from '../types.ts';
import type { Band } from './band.ts';
import { F as FIELDS } from './layout.ts';
import { ABSENCE, mostlyZero, silence, ZEROS } from './silence.ts';
import type { Slab } from './slab.ts';

const F = FIELDS;

const JUST_OUTSIDE = 1.001;

/** Scores a value by the band of its row. An absent value scores 0 here: silence.ts has the say. */
export function scoreAgainstBand(
  row: number,
  expected: number,
  residual: number,
  direction: WatchDirection,
  band: Band,
  out: DetectorColumns,
): void {
  out.cause[row] = CAUSE.none;
  if (residual !== residual) {
    out.score[row] = 0;
    out.direction[row] = -1;
    return;
  }
  const score = scoreValue(expected + residual, expected, band.lower, band.upper);
  // A side that nobody asked about cannot alarm.
  const unasked = residual < 0 ? direction === 'up' : direction === 'down';
  // A value that cannot be (below zero where nothing is) is outside, however near.
  const impossible = !unasked && expected + residual < out.lower[row]!;
  out.score[row] = unasked ? Math.min(1, score) : impossible ? Math.max(score, JUST_OUTSIDE) : score;
  out.direction[row] = Math.sign(residual);
  if (out.score[row]! > 1) out.cause[row] = CAUSE.value;
}

/** Raises the score where nothing, or zero, has come for longer than it ever does. */
export function scoreSilence(
  slab: Slab,
  o: number,
  row: number,
  value: number,
  coarseSlot: number,
  days: number,
  out: DetectorColumns,
): void {
  const state = slab.float;
  const absent = value !== value;
  const expected = out.expected[row]!;
  const absentScore = silence(slab, o, ABSENCE, coarseSlot, absent, days);
  // An absent step neither ends nor adds to a run of zeros.
  const eventsExpected = expected / state[o + F.unit]!;
  const zeroScore =
    absent || mostlyZero(state, o) ? 0 : silence(slab, o, ZEROS, coarseSlot, value === 0, days, eventsExpected);
  const score = Math.max(absentScore, expected > 0 ? zeroScore : 0);
  if (score <= out.score[row]!) return;
  out.score[row] = score;
  out.direction[row] = -1;
  if (score <= 1) return;
  out.cause[row] = absent ? CAUSE.absent : CAUSE.zero;
  // The limit that this evidence stands for: score 1 lies there, zero lies beyond it.
  if (expected > 0) out.lower[row] = Math.max(out.lower[row]!, expected - expected / score);
  if (out.typicalLower[row]! < out.lower[row]!) out.typicalLower[row] = out.lower[row]!;
}

/** While learning nothing alarms: the limit moves out to the value. */
export function withoutAlarm(row: number, value: number, out: DetectorColumns): void {
  out.score[row] = 1;
  out.cause[row] = CAUSE.none;
  if (value < out.lower[row]!) out.lower[row] = value;
  if (value > out.upper[row]!) out.upper[row] = value;
  if (out.typicalLower[row]! < out.lower[row]!) out.typicalLower[row] = out.lower[row]!;
}

/** The columns of a row of which nothing is learned yet. */
export function fillUnknown(row: number, out: DetectorColumns): void {
  out.expected[row] = NaN;
  out.lower[row] = NaN;
  out.upper[row] = NaN;
  out.typicalLower[row] = NaN;
  out.typicalUpper[row] = NaN;
  out.score[row] = 0;
  out.direction[row] = 0;
  out.cause[row] = CAUSE.none;
  out.slow[row] = 0;
}
