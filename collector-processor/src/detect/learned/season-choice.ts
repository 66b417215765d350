import { learnProfile, profileAt, type SeasonKind, type SeasonProfile } from './season-profile.ts';
import { learnScale } from './robust-scale.ts';

const DAY_MS = 86_400_000;
/** A season is only considered when the window shows it twice, and half of it once more to be checked on. */
const MIN_DAYS: Readonly<Record<SeasonKind, number>> = { none: 0, day: 3, week: 14 };
/** A season must explain this much more than the simpler one, or the simpler one is kept. */
const MIN_GAIN = 0.1;

export type SeasonChoice = SeasonKind | 'auto';

/** The profile of the season asked for; with `auto`, of the one that foretells the window's last third best. */
export function chooseProfile(
  choice: SeasonChoice,
  values: Float64Array,
  hours: Float64Array,
  stepMs: number,
): SeasonProfile {
  const kind = choice === 'auto' ? bestKind(values, hours, stepMs) : choice;
  return learnProfile(kind, values, hours, stepMs);
}

function bestKind(values: Float64Array, hours: Float64Array, stepMs: number): SeasonKind {
  const days = (values.length * stepMs) / DAY_MS;
  let best: SeasonKind = 'none';
  let bestError = holdoutError(best, values, hours, stepMs);
  for (const kind of ['day', 'week'] as const) {
    if (days < MIN_DAYS[kind]) break;
    const error = holdoutError(kind, values, hours, stepMs);
    if (error >= bestError * (1 - MIN_GAIN)) continue;
    best = kind;
    bestError = error;
  }
  return best;
}

/** Spread of what the first two thirds leave unexplained of the last: robust, and blind to a level that moved. */
function holdoutError(kind: SeasonKind, values: Float64Array, hours: Float64Array, stepMs: number): number {
  const split = Math.floor((values.length * 2) / 3);
  const profile = learnProfile(kind, values.subarray(0, split), hours.subarray(0, split), stepMs);
  const expected = profileAt(profile, hours.subarray(split)).centre;
  return learnScale(values.subarray(split).map((value, i) => value - expected[i]!)).spread;
}
