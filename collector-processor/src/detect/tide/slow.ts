import type { WatchSettings } from '../../measure/watch.ts';
import { CAUSE, type DetectorColumns } from '../types.ts';
import { F as FIELDS } from './layout.ts';
import { type NoiseRules, noiseRules, scoreNoise } from './noise.ts';
import { applyCorrection, correctionOf, type Prediction, shrinkage } from './predict.ts';
import { isSigned } from './sign.ts';

const F = FIELDS;

/** No drift is told before so many days: a week, and a day to see how far the level strays in hours that are known. */
const FROM_DAYS = 8;
const WEEK_DAYS = 7;
/** A drift is a distance from the season of so many log units, or of so many times what the level usually strays. */
const LEAST_DRIFT = 0.2;
const SPREADS = 6;
/** Below this share of the season nothing is looked at any closer. */
const SMALL = 0.15;
/** The level of the last hours lags behind: so many times it must agree. */
const HOURS_LEAD = 2.5;
/** A value is usual within so many scales. */
const USUAL = 3;

/** What a watch asks of what shows over hours alone. */
export interface SlowRules extends Pick<WatchSettings, 'direction' | 'minChange'> {
  readonly noise: NoiseRules;
}

export const slowRules = (
  stepHours: number,
  settings: Pick<WatchSettings, 'direction' | 'minChange' | 'measure'>,
): SlowRules => ({
  direction: settings.direction,
  minChange: settings.minChange,
  noise: noiseRules(stepHours, settings),
});

/**
 * Says of a step what shows over hours alone: a level that has drifted, or values that swing as they never do. Reads what
 * the score is made of and learns in fields of its own, so that no score depends on it.
 *
 * @param held while an incident of single values is open, nothing is learned
 * @param special on days that are not like others nothing is learned, and nothing told
 */
export function scoreSlow(
  state: Float32Array,
  o: number,
  prediction: Prediction,
  value: number,
  days: number,
  held: boolean,
  special: boolean,
  rules: SlowRules,
  row: number,
  out: DetectorColumns,
): void {
  const noise = scoreNoise(state, o, prediction, value, !held && !special, rules.noise);
  out.slow[row] = 0;
  if (special) return;
  const drift = driftOf(state, o, prediction, value, days, rules);
  const ofNoise = Math.abs(noise) > Math.abs(drift);
  const told = ofNoise ? noise : drift;
  out.slow[row] = told;
  if (told === 0) return;
  out.slowCause[row] = ofNoise ? CAUSE.noise : CAUSE.drift;
  out.slowExpected[row] = ofNoise ? prediction.expected : placeOf(state, o, prediction);
}

/** Where the level usually is. */
const placeOf = (state: Float32Array, o: number, { season }: Prediction): number =>
  applyCorrection(season, state[o + F.driftMean]!, isSigned(state, o), shrinkage(state, o));

/** The distance from the season on which minutes, hours and many hours agree, in shares of the least that is a drift. */
function driftOf(
  state: Float32Array,
  o: number,
  prediction: Prediction,
  value: number,
  days: number,
  { direction, minChange }: SlowRules,
): number {
  const { season, scales, jump } = prediction;
  const asked = agreedOn(state[o + F.fast]!, state[o + F.middle]!, HOURS_LEAD * state[o + F.slow]!);
  // Where the season jumps it is not known to the minute where it stands.
  const agreed = asked > 0 ? Math.max(0, asked - jump) : Math.min(0, asked + jump);
  const signed = isSigned(state, o);
  if (agreed === 0 || days < FROM_DAYS || value !== value || !prediction.weekKnown) return 0;
  if (!signed && Math.abs(agreed) < SMALL * season) return 0;
  if (agreed < 0 ? direction === 'up' : direction === 'down') return 0;

  const place = placeOf(state, o, prediction);
  if (Math.abs(season + agreed - place) < minChange.absolute) return 0;
  // Back where it was, though the level has not followed yet.
  const followed = prediction.fast;
  const back = Math.abs(value - place) <= USUAL * (value < place ? scales.fastLow : scales.fastHigh);
  if (back && Math.abs(value - followed) > USUAL * (value < followed ? scales.fastLow : scales.fastHigh)) return 0;

  const distance = correctionOf(season, season + agreed, signed, shrinkage(state, o)) - state[o + F.driftMean]!;
  // What it strayed in so short a time says less of how far it does.
  const spread = state[o + F.driftSpread]! / -Math.expm1((WEEK_DAYS - days) / WEEK_DAYS);
  const told = distance / Math.max(LEAST_DRIFT, SPREADS * spread);
  return told > 0 === agreed > 0 ? told : 0;
}

/** The smallest of three where all have one sign, else 0. */
function agreedOn(a: number, b: number, c: number): number {
  const least = Math.min(a, b, c);
  return least > 0 ? least : Math.min(0, Math.max(a, b, c));
}
