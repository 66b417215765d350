import { F as FIELDS } from './layout.ts';
import type { Rates } from './rates.ts';

const F = FIELDS;

/** One step pulls a correction, and counts for its loss, by at most so many usual errors. */
const PULL = 4.5;
const LOSS_CLIP = 3;
/** … the slow correction, the rest: by so many scales. */
const SLOW_PULL = 6;
const REST_PULL = 3;
const REST_RATE = 0.01;
/** Until two weekends were seen their level is not known: the slow correction is quicker then. Fifteen days. */
const SETTLED_HOURS = 360;
/** So many values are taken as they come. */
const UNCLIPPED = 20;

/**
 * The say of what errs so much, beside the one that errs least: the fourth power of their ratio, so that what errs twice as
 * much has a sixteenth. As products: a call of Math.pow costs as much as a tenth of a row's step.
 */
export function sayOf(loss: number, least: number): number {
  const share = (least + 1e-30) / (loss + 1e-30);
  return share * share * (share * share);
}

/**
 * How far the present level lies from the season: two corrections of different speed, the one that errs less having
 * more say (a steady series follows slowly, a wandering one at once), and what both leave on average.
 */
export function followed(state: Float32Array, o: number): number {
  const middleLoss = state[o + F.middleLoss]!;
  const fastLoss = state[o + F.fastLoss]!;
  const least = Math.min(middleLoss, fastLoss);
  const wMiddle = sayOf(middleLoss, least);
  const wFast = sayOf(fastLoss, least);
  return (wMiddle * state[o + F.middle]! + wFast * state[o + F.fast]!) / (wMiddle + wFast) + state[o + F.rest]!;
}

/**
 * Takes a value's distance from its season into the corrections. Held steps too: the level that an incident settles at
 * is known when it is accepted; what was before it is kept by hold.ts.
 *
 * @param distance value − season
 * @param level what `followed` says now
 * @param fastScale scale of the residual `distance − followed`
 * @param slowScale scale of the residual `distance − slow`
 */
export function follow(
  state: Float32Array,
  o: number,
  distance: number,
  level: number,
  fastScale: number,
  slowScale: number,
  rates: Rates,
): void {
  const present = state[o + F.present]!;
  const early = 1 / (present + 1);
  const clipped = present > UNCLIPPED;
  if (clipped) {
    const residual = distance - level;
    state[o + F.rest]! += Math.max(REST_RATE, present < 100 ? early : 0) * clamp(residual, REST_PULL * fastScale);
  }
  const lossRate = Math.max(rates.loss, early);
  correct(state, o + F.middle, o + F.middleLoss, distance, Math.max(rates.middle, early), lossRate, clipped);
  correct(state, o + F.fast, o + F.fastLoss, distance, Math.max(rates.fast, early), lossRate, clipped);
  const slow = distance - state[o + F.slow]!;
  const isSettled = state[o + F.age]! * rates.stepHours >= SETTLED_HOURS;
  const slowRate = Math.max(isSettled ? rates.slow : rates.slowEarly, early);
  state[o + F.slow]! += slowRate * (clipped ? clamp(slow, SLOW_PULL * slowScale) : slow);
}

function correct(
  state: Float32Array,
  at: number,
  lossAt: number,
  distance: number,
  rate: number,
  lossRate: number,
  clipped: boolean,
): void {
  const error = distance - state[at]!;
  const loss = state[lossAt]!;
  state[at]! += rate * (clipped ? clamp(error, PULL * loss) : error);
  const size = Math.abs(error);
  state[lossAt] = loss + lossRate * ((clipped ? Math.min(size, LOSS_CLIP * loss) : size) - loss);
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(-most, value));
