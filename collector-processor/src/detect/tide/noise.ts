import type { WatchSettings } from '../../measure/watch.ts';
import { F as FIELDS } from './layout.ts';
import { COMMON_ZEROS } from './limits.ts';
import type { Prediction } from './predict.ts';

const F = FIELDS;

/** Swings are averaged over so long, and over so many steps at least. */
const HOURS = 0.75;
const STEPS = 45;
/** One step swings by at most so many usual deviations. */
const MOST_SWING = 4;
/**
 * How far beyond the least and the most of months it is unusual: a share of their distance, and usual deviations. More above,
 * where a mean of swings has its longer tail.
 */
const BELOW = { share: 0.5, least: 0.1 };
const ABOVE = { share: 0.9, least: 0.15 };
/** What lies beyond least and most is taken into them within hours; what is told as unusual within days. */
const TAKEN_HOURS = 6;
const TOLD_HOURS = 120;
/** They come back within a month, in a young series within half of its life. */
const KEPT_HOURS = 720;
const YOUNG = 2;
/** Nothing is told before so many hours: ten days, with a weekend among them and the days after it. */
const LEARNING_HOURS = 240;

/** How fast the swings of a watch are learned: weights of one step. */
export interface NoiseRules extends Pick<WatchSettings, 'minChange'> {
  /** Whether more noise than ever is told, and whether less. */
  readonly tellsMore: boolean;
  readonly tellsLess: boolean;
  readonly mean: number;
  readonly taken: number;
  readonly told: number;
  readonly kept: number;
  readonly learningSteps: number;
}

/**
 * Of a watch of one side what goes to that side: more noise upwards, a value that hardly moves downwards. But not where few
 * requests alone make more noise than many: of shares and quantiles.
 */
export function noiseRules(
  stepHours: number,
  { direction, minChange, measure }: Pick<WatchSettings, 'direction' | 'minChange' | 'measure'>,
): NoiseRules {
  const isOfRequests = measure === 'ratio' || measure === 'quantiles';
  const within = (hours: number): number => Math.min(1, stepHours / hours);
  return {
    tellsMore: direction === 'both' || (direction === 'up' && !isOfRequests),
    tellsLess: direction === 'both' || (direction === 'down' && !isOfRequests),
    minChange,
    mean: Math.min(1 / STEPS, within(HOURS)),
    taken: within(TAKEN_HOURS),
    told: within(TOLD_HOURS),
    kept: within(KEPT_HOURS),
    learningSteps: LEARNING_HOURS / stepHours,
  };
}

export function startNoise(state: Float32Array, o: number): void {
  state[o + F.noiseLast] = NaN;
}

/**
 * How far a value lies from the one before, on the mean of three quarters of an hour and in usual deviations, beyond the least
 * and the most of months: above 1 where values swing more than they ever do, below −1 where they stand still. Knows neither
 * level nor season, so that a drift does not show and a value that is stuck on a slope does. Then learns from it.
 *
 * @param teaches false while an incident of single values is open, and on special days
 */
export function scoreNoise(
  state: Float32Array,
  o: number,
  { scales }: Prediction,
  value: number,
  teaches: boolean,
  rules: NoiseRules,
): number {
  const last = state[o + F.noiseLast]!;
  // Nothing is compared across what does not teach.
  if (teaches) state[o + F.noiseLast] = value;
  else state[o + F.noiseLast] = NaN;
  const scale = 0.5 * (scales.fastLow + scales.fastHigh);
  const swing = Math.min(MOST_SWING, Math.abs(value - last) / scale);
  const learns = swing === swing && teaches;
  const steps = state[o + F.noiseSteps]!;
  const early = 1 / (steps + 1);
  let noise = state[o + F.noise]!;
  if (learns) {
    noise += Math.max(rules.mean, early) * (swing - noise);
    state[o + F.noise] = noise;
    state[o + F.noiseSteps] = steps + 1;
  }
  const least = state[o + F.noiseLeast]!;
  const most = state[o + F.noiseMost]!;
  const range = most - least;
  let told = 0;
  if (noise > most) told = (noise - most) / (ABOVE.share * range + ABOVE.least);
  else if (noise < least) told = (noise - least) / (BELOW.share * range + BELOW.least);
  const known = steps >= rules.learningSteps;
  if (learns) {
    const taken = Math.max(known && Math.abs(told) > 1 ? rules.told : rules.taken, early);
    const kept = Math.max(rules.kept, YOUNG * early);
    state[o + F.noiseMost] = most + (noise > most ? taken : kept) * (noise - most);
    state[o + F.noiseLeast] = least + (noise < least ? taken : kept) * (noise - least);
  }
  const isAsked = told > 0 ? rules.tellsMore : rules.tellsLess;
  if (!known || !isAsked || state[o + F.zeroRate]! > COMMON_ZEROS) return 0;
  return told > 0 && noise * scale < rules.minChange.absolute ? 0 : told;
}
