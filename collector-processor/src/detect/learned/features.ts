import { type CivilClock, createCivilClock } from '../civil-time.ts';
import {
  bounded,
  companionColumns,
  FEATURE_GROUPS,
  type FeatureColumn,
  type FeatureGroup,
  ownColumns,
  timeColumns,
} from './feature-columns.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { learnScale, type Scale } from './robust-scale.ts';
import { chooseProfile, type SeasonChoice } from './season-choice.ts';
import { hoursOf, type SeasonKind, type SeasonProfile } from './season-profile.ts';
import type { SeriesColumns, TrainingWindow } from './types.ts';

export interface FeatureOptions {
  /** What to compute; at least one of level, season, changes and rolling. */
  readonly features: readonly FeatureGroup[];
  /** Changes against so many steps before, season removed. */
  readonly lags: readonly number[];
  /** Steps of the rolling statistics; also how long a gap may be bridged. */
  readonly rollingSteps: number;
  /** `auto` takes the season that explains the last third of the window best from the rest of it. */
  readonly season: SeasonChoice;
}

export const FEATURE_DEFAULTS: FeatureOptions = {
  features: FEATURE_GROUPS,
  lags: [1, 2, 3, 6],
  rollingSteps: 12,
  season: 'auto',
};

/** All that features need to know of the window: plain data. */
export interface LearnedFeatures {
  readonly groups: readonly FeatureGroup[];
  readonly lags: readonly number[];
  readonly rollingSteps: number;
  readonly stepMs: number;
  readonly timezone: string;
  readonly season: SeasonKind;
  /** The first is the series' own. */
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

/** Learns seasons and scales of the series and of each of its companions; left-out steps teach nothing. */
export function learnFeatures(window: TrainingWindow, options: FeatureOptions): LearnedFeatures {
  const { startMs, stepMs, timezone = 'UTC' } = window;
  const hours = civilHours(timezone, startMs, stepMs, window.values.length);
  const own = bounded(window.values, window.leaveOut);
  const profile = chooseProfile(options.season, own, hours, stepMs);
  const measures = [{ name: 'value', profile, scale: learnScale(own) }];
  for (const name of Object.keys(window.companions ?? {}).sort()) {
    const values = bounded(window.companions![name]!, window.leaveOut);
    measures.push({ name, profile: chooseProfile(profile.kind, values, hours, stepMs), scale: learnScale(values) });
  }
  const { features: groups, lags, rollingSteps } = options;
  return { groups, lags, rollingSteps, stepMs, timezone, season: profile.kind, measures };
}

/** What each column of the matrix is; README.md explains them. */
export function featureNames(learned: LearnedFeatures): string[] {
  const none = { startMs: 0, stepMs: learned.stepMs, values: new Float64Array(0) };
  return featureColumns(learned, none).map(({ name }) => name);
}

/** How far back a step's features look: the furthest lag or window, and the gap that may lie before it. */
export function featureHistorySteps({ lags, rollingSteps }: LearnedFeatures): number {
  return Math.max(rollingSteps, ...lags) + rollingSteps;
}

/**
 * A row for each step that is present and whose lags and rolling window are, gaps of up to `rollingSteps` bridged.
 * @throws RangeError when the columns' step is not the one that was learned from
 */
export function computeFeatures(learned: LearnedFeatures, columns: SeriesColumns): FeatureRows {
  if (columns.stepMs !== learned.stepMs) {
    throw new RangeError(
      `Features were learned at steps of ${learned.stepMs} ms; given are steps of ${columns.stepMs} ms`,
    );
  }
  const features = featureColumns(learned, columns);
  const steps = Int32Array.from({ length: columns.values.length }, (_, i) => i).filter((i) =>
    features.every(({ values }) => Number.isFinite(values[i])),
  );
  const matrix = createMatrix(steps.length, features.length);
  for (let row = 0; row < steps.length; row++) {
    for (let j = 0; j < features.length; j++)
      matrix.data[row * features.length + j] = features[j]!.values[steps[row]!]!;
  }
  return { matrix, steps };
}

function featureColumns(learned: LearnedFeatures, columns: SeriesColumns): FeatureColumn[] {
  const { startMs, stepMs, values, companions } = columns;
  const hours = civilHours(learned.timezone, startMs, stepMs, values.length);
  const all = [
    ...ownColumns(learned, values, hours),
    ...learned.measures
      .slice(1)
      .flatMap((measure) => companionColumns(learned, measure, companions?.[measure.name], hours)),
    ...timeColumns(learned, hours),
  ];
  return all.filter(({ group }) => learned.groups.includes(group));
}

const lastHours = new Map<string, { clock: CivilClock; startMs: number; stepMs: number; hours: Float64Array }>();

/** Hours of the week of each step. Civil time is costly, and a fit asks for that of its window many times: the last is kept. */
function civilHours(timezone: string, startMs: number, stepMs: number, count: number): Float64Array {
  const last = lastHours.get(timezone);
  if (last?.startMs === startMs && last.stepMs === stepMs && last.hours.length === count) return last.hours;
  const clock = last?.clock ?? createCivilClock(timezone);
  const hours = hoursOf(clock, startMs, stepMs, count);
  lastHours.set(timezone, { clock, startMs, stepMs, hours });
  return hours;
}
