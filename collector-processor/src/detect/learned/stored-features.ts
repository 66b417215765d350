import type { FeatureGroup } from './feature-columns.ts';
import type { LearnedFeatures } from './features.ts';
import type { SeasonKind } from './season-profile.ts';
import { storedArray, storedPlain } from './stored.ts';
import type { NumberArray, PlainValue, SerialisedModel } from './types.ts';

interface PlainFeatures {
  readonly groups: readonly FeatureGroup[];
  readonly lags: readonly number[];
  readonly rollingSteps: number;
  readonly stepMs: number;
  readonly timezone: string;
  readonly season: SeasonKind;
  readonly measures: readonly { name: string; kind: SeasonKind; centre: number; spread: number }[];
}

/** The features' part of a serialised model: `features` in plain, `centre<i>` and `spread<i>` of measure i in arrays. */
export function serialiseFeatures(learned: LearnedFeatures): {
  plain: { features: PlainValue };
  arrays: Record<string, NumberArray>;
} {
  const { groups, lags, rollingSteps, stepMs, timezone, season, measures } = learned;
  const arrays: Record<string, NumberArray> = {};
  for (const [i, { profile }] of measures.entries()) {
    arrays[`centre${i}`] = profile.centre;
    arrays[`spread${i}`] = profile.spread;
  }
  const plain = measures.map(({ name, profile, scale }) => ({ name, kind: profile.kind, ...scale }));
  return { plain: { features: { groups, lags, rollingSteps, stepMs, timezone, season, measures: plain } }, arrays };
}

export function restoreFeatures(data: SerialisedModel): LearnedFeatures {
  const { measures, ...rest } = storedPlain(data, 'features') as unknown as PlainFeatures;
  return {
    ...rest,
    measures: measures.map(({ name, kind, centre, spread }, i) => ({
      name,
      scale: { centre, spread },
      profile: {
        kind,
        centre: storedArray(data, `centre${i}`, Float64Array),
        spread: storedArray(data, `spread${i}`, Float64Array),
      },
    })),
  };
}
