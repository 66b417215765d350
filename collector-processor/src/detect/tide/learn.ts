import { follow } from './follow.ts';
import { F as FIELDS } from './layout.ts';
import type { Prediction } from './predict.ts';
import type { Rates } from './rates.ts';
import { setHourScale } from './hour-scale.ts';
import { learnFloors, learnScales } from './scale.ts';
import type { Slab } from './slab.ts';
import { markSigned } from './sign.ts';
import { learnTypical, type TypicalRules } from './typical.ts';

const F = FIELDS;

/** Mean absolute deviation to standard deviation, normal distribution. */
const ABSOLUTE_TO_STANDARD = 1.2533;

/** The first value of a series. */
export function learnFirst(slab: Slab, o: number, value: number, hour: number): void {
  const state = slab.float;
  state[o + F.flat] = value;
  // A first guess that is wide: a tenth of the level, or one.
  const guess = Math.abs(value) * 0.1 || 1;
  for (const at of [F.fastLow, F.fastHigh, F.slowLow, F.slowHigh, F.middleLoss, F.fastLoss]) state[o + at] = guess;
  setHourScale(slab, o, hour, guess);
  learnKind(state, o, value);
  state[o + F.present] = 1;
  state[o + F.age] = 1;
}

/** What kind of numbers a series has. */
function learnKind(state: Float32Array, o: number, value: number): void {
  if (value < 0) markSigned(state, o);
  const unit = state[o + F.unit]!;
  if (value > 0 && (unit === 0 || value < unit)) state[o + F.unit] = value;
}

/** Takes one value into level and floors. Held values too. */
export function learnLevel(state: Float32Array, o: number, prediction: Prediction, value: number, rates: Rates): void {
  const { season, fast, slow, scales } = prediction;
  learnFloors(state, o, value - fast, value - slow, rates);
  follow(
    state,
    o,
    value - season,
    prediction.followed,
    value < fast ? scales.fastLow : scales.fastHigh,
    value < slow ? scales.slowLow : scales.slowHigh,
    rates,
  );
}

/** Takes one value into seasons' losses, scales, typical range and drift. Not for held values. */
export function learnNormal(
  slab: Slab,
  o: number,
  prediction: Prediction,
  value: number,
  widen: number,
  days: number,
  hour: number,
  rates: Rates,
  typical: TypicalRules,
): void {
  const state = slab.float;
  const { day, week, fast, slow, expected, scales } = prediction;
  const early = 1 / (state[o + F.present]! + 1);
  learnKind(state, o, value);
  towards(state, o + F.zeroLife, value === 0 ? 1 : 0, early);
  towards(state, o + F.flat, value, Math.max(rates.flat, early));
  towards(state, o + F.lossDay, Math.abs(value - day), Math.max(rates.seasonLoss, early));
  if (prediction.weekKnown) {
    const known = state[o + F.weekCount]!;
    towards(state, o + F.lossWeek, Math.abs(value - week), Math.max(rates.seasonLoss, 1 / (known + 1)));
    state[o + F.weekCount] = known + 1;
  } else if (state[o + F.weekCount] === 0) state[o + F.lossWeek] = state[o + F.lossDay]!;

  learnScales(slab, o, value - fast, value - slow, hour, scales, rates);
  const residual = value - expected;
  learnTypical(state, o, residual / (widen * (residual < 0 ? scales.low : scales.high)), days, typical);
  // In an hour of the week never seen before, the correction makes up for what the season does not know.
  if (prediction.weekKnown) {
    const drift = Math.min(prediction.driftLimit, Math.max(-prediction.driftLimit, prediction.drift));
    towards(state, o + F.driftSpread, ABSOLUTE_TO_STANDARD * Math.abs(drift), rates.driftSpread);
    state[o + F.driftMean]! += rates.driftMean * drift;
  }
}

/** A step of an average. */
function towards(state: Float32Array, at: number, target: number, by: number): void {
  state[at]! += by * (target - state[at]!);
}
