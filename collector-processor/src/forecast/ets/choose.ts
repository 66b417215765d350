import { candidates } from './model.ts';
import { estimateEts, type EtsEstimate } from './estimate.ts';

/** A longer season has more indices to learn than smoothing can: it is left out, and said. */
const LONGEST_SEASON = 366;
/** So many seasons at least, and a value more than two of them. */
const LEAST_SEASONS = 2;

export interface ChosenEts {
  /** Null where no model can express the values. */
  readonly estimate: EtsEstimate | null;
  /** 0 without a season. */
  readonly seasonLength: number;
  /** Why the season was left out, or null. */
  readonly fallback: string | null;
}

/** The best model of the family for values without gaps, by AICc. */
export function chooseEts(values: Float64Array, season: number): ChosenEts {
  const { seasonLength, fallback } = usableSeason(values.length, season);
  const positive = values.every((value) => value > 0);
  let best: EtsEstimate | null = null;
  for (const model of candidates(seasonLength > 0, positive)) {
    const estimate = estimateEts(model, values, seasonLength);
    if (estimate !== null && (best === null || estimate.aicc < best.aicc)) best = estimate;
  }
  return { estimate: best, seasonLength, fallback };
}

function usableSeason(count: number, season: number): { seasonLength: number; fallback: string | null } {
  if (season <= 1) return { seasonLength: 0, fallback: null };
  if (season > LONGEST_SEASON) {
    return { seasonLength: 0, fallback: `a season of ${season} steps is longer than ${LONGEST_SEASON}: left out` };
  }
  if (count <= LEAST_SEASONS * season) {
    return { seasonLength: 0, fallback: 'history not longer than two seasons: the season is left out' };
  }
  return { seasonLength: season, fallback: null };
}
