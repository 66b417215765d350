import { type CivilClock, createCivilClock } from '../civil-time.ts';
import { MAX_MAGNITUDE } from '../types.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { compressed, learnScale, type Scale, scaled } from './robust-scale.ts';
import { carryForward, rollingBefore } from './rolling.ts';
import { chooseProfile, type SeasonChoice } from './season-choice.ts';
import { hoursOf, profileAt, type SeasonKind, type SeasonProfile } from './season-profile.ts';
import type { SeriesColumns, TrainingWindow } from './types.ts';

export interface FeatureOptions {
  /** Changes against so many steps before, season removed. */
  readonly lags: readonly number[];
  /** Steps of the rolling statistics; also how long a gap may be bridged. */
  readonly rollingSteps: number;
  /** `auto` takes the season that explains the last third of the window best from the rest of it. */
  readonly season: SeasonChoice;
}

export const FEATURE_DEFAULTS: FeatureOptions = { lags: [1, 2, 3, 6], rollingSteps: 12, season: 'auto' };

/** All that features need to know of the window: plain data. */
export interface LearnedFeatures {
  readonly lags: readonly number[];
  readonly rollingSteps: number;
  readonly stepMs: number;
  readonly timezone: string;
  readonly season: SeasonKind;
  /** In the order of the columns; the first is the series' own. */
  readonly measures: readonly LearnedMeasure[];
}

export interface LearnedMeasure {
  /** `value`, or the companion's name. */
  readonly name: string;
  readonly profile: SeasonProfile;
  /** Of the raw values. */
  readonly scale: Scale;
}

/** One row a step that has features; `steps` says which. */
export interface FeatureRows {
  readonly matrix: Matrix;
  readonly steps: Int32Array;
}

export function learnFeatures(window: TrainingWindow, options: FeatureOptions): LearnedFeatures {
  const { startMs, stepMs, timezone = 'UTC' } = window;
  const hours = hoursOf(createCivilClock(timezone), startMs, stepMs, window.values.length);
  const own = bounded(window.values, window.leaveOut);
  const profile = chooseProfile(options.season, own, hours, stepMs);
  const measures = [{ name: 'value', profile, scale: learnScale(own) }];
  for (const name of Object.keys(window.companions ?? {}).sort()) {
    const values = bounded(window.companions![name]!, window.leaveOut);
    measures.push({ name, profile: chooseProfile(profile.kind, values, hours, stepMs), scale: learnScale(values) });
  }
  return { lags: options.lags, rollingSteps: options.rollingSteps, stepMs, timezone, season: profile.kind, measures };
}

/** What each column of the matrix is; README.md explains them. */
export function featureNames({ lags, measures, season }: LearnedFeatures): string[] {
  const rolling = ['mean', 'std', 'min', 'max'].map((statistic) => `rolling_${statistic}`);
  const own = ['value', 'season_difference', ...lags.map((lag) => `change_${lag}`), 'from_rolling', ...rolling];
  const companions = measures
    .slice(1)
    .flatMap(({ name }) => [name, `${name}.season_difference`, `${name}.from_rolling`]);
  return [...own, ...companions, ...timeNames(season)];
}

/** How far back a step's features look: the furthest lag or window, and the gap that may lie before it. */
export function featureHistorySteps({ lags, rollingSteps }: LearnedFeatures): number {
  return Math.max(rollingSteps, ...lags) + rollingSteps;
}

/** @throws RangeError when the columns' step is not the one that was learned from */
export function computeFeatures(learned: LearnedFeatures, columns: SeriesColumns): FeatureRows {
  if (columns.stepMs !== learned.stepMs) {
    throw new RangeError(
      `Features were learned at steps of ${learned.stepMs} ms; given are steps of ${columns.stepMs} ms`,
    );
  }
  const count = columns.values.length;
  const hours = hoursOf(clockOf(learned.timezone), columns.startMs, columns.stepMs, count);
  const features = [
    ...ownFeatures(learned, bounded(columns.values), hours),
    ...learned.measures
      .slice(1)
      .flatMap((measure) => companionFeatures(learned, measure, columns.companions?.[measure.name], hours)),
    ...timeFeatures(learned.season, hours),
  ];
  return toRows(features, count);
}

function ownFeatures(learned: LearnedFeatures, values: Float64Array, hours: Float64Array): Float64Array[] {
  const { profile, scale } = learned.measures[0]!;
  const difference = seasonDifference(profile, values, hours);
  const filled = carryForward(difference, learned.rollingSteps);
  const changes = learned.lags.map((lag) => difference.map((now, i) => (i < lag ? NaN : now - filled[i - lag]!)));
  const { mean, std, min, max } = rollingBefore(filled, learned.rollingSteps);
  const fromRolling = difference.map((now, i) => now - mean[i]!);
  return [values.map((value) => scaled(value, scale)), difference, ...changes, fromRolling, mean, std, min, max];
}

/** An absent companion counts as usual: 0 in every feature. */
function companionFeatures(
  learned: LearnedFeatures,
  { profile, scale }: LearnedMeasure,
  given: Float64Array | undefined,
  hours: Float64Array,
): Float64Array[] {
  const values = given === undefined ? new Float64Array(hours.length).fill(NaN) : bounded(given);
  const difference = seasonDifference(profile, values, hours);
  const { mean } = rollingBefore(carryForward(difference, learned.rollingSteps), learned.rollingSteps);
  const raw = values.map((value) => scaled(value, scale));
  const fromRolling = difference.map((now, i) => now - mean[i]!);
  return [raw, difference, fromRolling].map((column) => column.map((entry) => (entry === entry ? entry : 0)));
}

/** Each value as spreads from what is usual at its time. */
function seasonDifference(profile: SeasonProfile, values: Float64Array, hours: Float64Array): Float64Array {
  const { centre, spread } = profileAt(profile, hours);
  return values.map((value, i) => compressed((value - centre[i]!) / spread[i]!));
}

function timeNames(season: SeasonKind): string[] {
  const day = ['day_sin', 'day_cos'];
  return season === 'none' ? [] : season === 'day' ? day : [...day, 'week_sin', 'week_cos'];
}

/** Only of seasons that were seen: a Saturday is not strange because the window had none. */
function timeFeatures(season: SeasonKind, hours: Float64Array): Float64Array[] {
  const angles = season === 'none' ? [] : season === 'day' ? [24] : [24, 168];
  return angles.flatMap((period) => [
    hours.map((hour) => Math.sin((2 * Math.PI * hour) / period)),
    hours.map((hour) => Math.cos((2 * Math.PI * hour) / period)),
  ]);
}

function toRows(features: readonly Float64Array[], count: number): FeatureRows {
  const steps = Int32Array.from({ length: count }, (_, i) => i).filter((i) =>
    features.every((feature) => Number.isFinite(feature[i])),
  );
  const matrix = createMatrix(steps.length, features.length);
  for (let row = 0; row < steps.length; row++) {
    for (let j = 0; j < features.length; j++) matrix.data[row * features.length + j] = features[j]![steps[row]!]!;
  }
  return { matrix, steps };
}

/** Values that may be computed with: infinite and left-out ones are absent, larger ones stand at the bound. */
function bounded(values: Float64Array, leaveOut?: Uint8Array): Float64Array {
  return values.map((value, i) =>
    leaveOut?.[i] === 1 || !Number.isFinite(value) ? NaN : Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, value)),
  );
}

const clocks = new Map<string, CivilClock>();

/** Intl's formats are costly to make and hold no state that matters. */
function clockOf(timezone: string): CivilClock {
  const clock = clocks.get(timezone) ?? createCivilClock(timezone);
  clocks.set(timezone, clock);
  return clock;
}
