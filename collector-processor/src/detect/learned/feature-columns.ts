import { MAX_MAGNITUDE } from '../types.ts';
import type { LearnedFeatures, LearnedMeasure } from './features.ts';
import { compressed, scaled } from './robust-scale.ts';
import { carryForward, rollingBefore } from './rolling.ts';
import { profileAt, type SeasonProfile } from './season-profile.ts';

/** Kinds of features that can be left out; README.md tells what each holds. */
export const FEATURE_GROUPS = ['level', 'season', 'changes', 'rolling', 'time'] as const;
export type FeatureGroup = (typeof FEATURE_GROUPS)[number];

export interface FeatureColumn {
  readonly name: string;
  readonly group: FeatureGroup;
  readonly values: Float64Array;
}

const HOURS_A_DAY = 24;
const HOURS_A_WEEK = 168;

/** Of the series itself. */
export function ownColumns(learned: LearnedFeatures, given: Float64Array, hours: Float64Array): FeatureColumn[] {
  const { profile, scale } = learned.measures[0]!;
  const values = bounded(given);
  const difference = seasonDifference(profile, values, hours);
  const filled = carryForward(difference, learned.rollingSteps);
  const rolling = rollingBefore(filled, learned.rollingSteps);
  const fromRolling = difference.map((now, i) => now - rolling.mean[i]!);
  const change = (lag: number) => difference.map((now, i) => (i < lag ? NaN : now - filled[i - lag]!));
  return [
    { name: 'value', group: 'level', values: values.map((value) => scaled(value, scale)) },
    { name: 'season_difference', group: 'season', values: difference },
    ...learned.lags.map((lag) => ({ name: `change_${lag}`, group: 'changes' as const, values: change(lag) })),
    { name: 'from_rolling', group: 'rolling', values: fromRolling },
    { name: 'rolling_mean', group: 'rolling', values: rolling.mean },
    { name: 'rolling_std', group: 'rolling', values: rolling.std },
    { name: 'rolling_min', group: 'rolling', values: rolling.min },
    { name: 'rolling_max', group: 'rolling', values: rolling.max },
  ];
}

/** Of another measure of the same service. Where it is absent it counts as usual: 0 in each of its features. */
export function companionColumns(
  learned: LearnedFeatures,
  { name, profile, scale }: LearnedMeasure,
  given: Float64Array | undefined,
  hours: Float64Array,
): FeatureColumn[] {
  const values = given === undefined ? new Float64Array(hours.length).fill(NaN) : bounded(given);
  const difference = seasonDifference(profile, values, hours);
  const { mean } = rollingBefore(carryForward(difference, learned.rollingSteps), learned.rollingSteps);
  const orUsual = (column: Float64Array) => column.map((entry) => (Number.isFinite(entry) ? entry : 0));
  return [
    { name, group: 'level', values: orUsual(values.map((value) => scaled(value, scale))) },
    { name: `${name}.season_difference`, group: 'season', values: orUsual(difference) },
    { name: `${name}.from_rolling`, group: 'rolling', values: orUsual(difference.map((now, i) => now - mean[i]!)) },
  ];
}

/** Only of a season that the window showed: a Saturday is not strange because there was none. */
export function timeColumns({ season }: LearnedFeatures, hours: Float64Array): FeatureColumn[] {
  if (season === 'none') return [];
  const wave = (name: string, of: (angle: number) => number, period: number): FeatureColumn => ({
    name,
    group: 'time',
    values: hours.map((hour) => of((2 * Math.PI * hour) / period)),
  });
  const day = [wave('day_sin', Math.sin, HOURS_A_DAY), wave('day_cos', Math.cos, HOURS_A_DAY)];
  if (season === 'day') return day;
  return [...day, wave('week_sin', Math.sin, HOURS_A_WEEK), wave('week_cos', Math.cos, HOURS_A_WEEK)];
}

/** Values that may be computed with: infinite and left-out ones are absent, larger ones stand at the bound. */
export function bounded(values: Float64Array, leaveOut?: Uint8Array): Float64Array {
  return values.map((value, i) =>
    leaveOut?.[i] === 1 || !Number.isFinite(value) ? NaN : Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, value)),
  );
}

/** Each value as spreads from what is usual at its time. */
function seasonDifference(profile: SeasonProfile, values: Float64Array, hours: Float64Array): Float64Array {
  const { centre, spread } = profileAt(profile, hours);
  return values.map((value, i) => compressed((value - centre[i]!) / spread[i]!));
}
