import { COARSE_SLOTS, F as FIELDS } from './layout.ts';
import type { Moment } from './moment.ts';
import { fillShares, followShare, shareAt } from './share.ts';
import type { Slab } from './slab.ts';

const F = FIELDS;

/** Even a series that never missed a step misses one in this many: one missing step is no outage. */
const MIN_RATE = 0.003;
/** Below this rate a silence is rare, whatever was expected. */
const RARE = 0.05;
/** Where silence is this common, events come in clusters, and a long silence says nothing. */
const TOO_COMMON = 0.85;
/** A series that was zero for more than this share of its life is back to itself when it is zero. */
const MOSTLY_ZERO = 0.5;
/** Rates by the hour are rough: what they say of a common silence counts for less than they say. */
const COMMON_DISCOUNT = 0.6;
/** −ln of the probability at which a silence is an alarm: two missing steps of a series that never misses any. */
export const ALARM_EVIDENCE = 11.5;
/** Hours of a time of day after which its own rate is taken. */
const COARSE_HOURS = 12;

/** Where a record keeps one kind of silence: its overall rate, its rate by time of day, the evidence of the present run. */
interface Kind {
  readonly rate: number;
  readonly coarse: number;
  readonly run: number;
}
export const ABSENCE: Kind = { rate: F.absentRate, coarse: F.coarseAbsent, run: F.absentRun };
export const ZEROS: Kind = { rate: F.zeroRate, coarse: F.coarseZero, run: F.zeroRun };

/**
 * How unlikely the present run of absent steps (or of zeros) is: each adds −ln of how often it happens at this time of
 * day. A sparse series may be silent for long, a busy one not for two steps.
 *
 * @param o offset of the record
 * @param mostEvidence what one silent step can say at most where silence is not rare: the events expected in it
 * @returns evidence / ALARM_EVIDENCE: > 1 is an alarm
 */
export function silence(
  { float: state, short }: Slab,
  o: number,
  kind: Kind,
  coarseSlot: number,
  silent: boolean,
  days: number,
  mostEvidence = Infinity,
): number {
  if (!silent) {
    state[o + kind.run] = 0;
    return 0;
  }
  const usual = days >= 1 ? shareAt(short, 2 * (o + kind.coarse) + coarseSlot) : state[o + kind.rate]!;
  if (usual < TOO_COMMON) {
    const evidence = -Math.log(Math.max(MIN_RATE, usual));
    state[o + kind.run]! += usual > RARE ? COMMON_DISCOUNT * Math.min(evidence, mostEvidence) : evidence;
  }
  return state[o + kind.run]! / ALARM_EVIDENCE;
}

/** Whether zero is what this series usually is. */
export const mostlyZero = (state: Float32Array, o: number): boolean => state[o + F.zeroLife]! > MOSTLY_ZERO;

/** Takes one step into the rates. Not called for held steps: an outage does not become normal. */
export function learnSilence(
  { float: state, short }: Slab,
  o: number,
  kind: Kind,
  { coarseSlot, dither }: Moment,
  silent: boolean,
  age: number,
  stepHours: number,
): void {
  const now = silent ? 1 : 0;
  const rate = o + kind.rate;
  state[rate]! += Math.max(stepHours / 24, 1 / (age + 1)) * (now - state[rate]!);
  // On the first day every time of day starts from what the series did so far.
  const coarse = 2 * (o + kind.coarse);
  if (age * stepHours < 24) fillShares(short, coarse, COARSE_SLOTS, state[rate]!);
  else followShare(short, coarse + coarseSlot, now, Math.min(1, stepHours / COARSE_HOURS), dither);
}
