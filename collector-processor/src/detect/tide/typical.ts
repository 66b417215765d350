import { TYPICAL_SHARE, type TypicalShare } from '../../measure/watch.ts';
import { F as FIELDS } from './layout.ts';

/** Step of the ends at steps of a minute: in scales, below one scale in e-folds. */
const RATE = 0.05;
/** A week has fewer of longer steps: the rate grows with their length, by this power, up to `MOST_RATE`. */
const LENGTH_POWER = 0.75;
const MOST_RATE = 0.5;
const MINUTE_HOURS = 1 / 60;
/**
 * The first days' scales are too large, of errors that a season not yet known made: until so many days the ends come
 * after them so many times as fast.
 */
const EARLY = [
  { untilDays: 3, times: 3 },
  { untilDays: 8, times: 2 },
  { untilDays: Infinity, times: 1 },
] as const;
/** The range reaches at least so many scales to either side. */
const LEAST = 0.01;

const F = FIELDS;

/** How an end moves when a value lies beyond it, and when none does. */
interface Moves {
  readonly untilDays: number;
  readonly out: number;
  readonly back: number;
  /** Of an end below one scale, as a factor. */
  readonly outFactor: number;
  readonly backFactor: number;
}

/** How the typical range of a watch is kept. */
export interface TypicalRules {
  /** Where both ends begin, in scales. */
  readonly initial: number;
  readonly moves: readonly Moves[];
}

/** The normal distribution's ends. */
const INITIAL: Readonly<Record<TypicalShare, number>> = { 0.9: 1.645, 0.95: 1.96, 0.99: 2.576 };

/**
 * Adaptive conformal inference (Gibbs & Candès 2021) in its quantile-tracking form (Angelopoulos, Candès & Tibshirani
 * 2023), one end of the range each: an end moves by rate × (1 − tail) outwards when a value lies beyond it, by rate × tail
 * back when none does. Whatever the values do, the share beyond it over n steps differs from `tail` by at most (how far the
 * end came) / (rate × n).
 *
 * @param share of normal steps inside, half of the others beyond either end
 */
export function typicalRules(stepHours: number, share: TypicalShare = TYPICAL_SHARE): TypicalRules {
  const tail = (1 - share) / 2;
  const usual = Math.min(MOST_RATE, RATE * (stepHours / MINUTE_HOURS) ** LENGTH_POWER);
  const moves = EARLY.map(({ untilDays, times }) => {
    const out = usual * times * (1 - tail);
    const back = usual * times * tail;
    return { untilDays, out, back, outFactor: Math.exp(out), backFactor: Math.exp(-back) };
  });
  return { initial: INITIAL[share], moves };
}

export function startTypical(state: Float32Array, o: number, { initial }: TypicalRules): void {
  state[o + F.typicalLow] = initial;
  state[o + F.typicalHigh] = initial;
}

/**
 * @param normalised residual in scales of its side
 * @param days of the series' life
 */
export function learnTypical(
  state: Float32Array,
  o: number,
  normalised: number,
  days: number,
  { moves }: TypicalRules,
): void {
  let phase = 0;
  while (days >= moves[phase]!.untilDays) phase++;
  moveEnd(state, o + F.typicalHigh, normalised, moves[phase]!);
  moveEnd(state, o + F.typicalLow, -normalised, moves[phase]!);
}

function moveEnd(state: Float32Array, at: number, distance: number, by: Moves): void {
  const end = state[at]!;
  const beyond = distance > end;
  if (end >= 1) state[at] = beyond ? end + by.out : end - by.back;
  else state[at] = Math.max(LEAST, end * (beyond ? by.outFactor : by.backFactor));
}
