import type { History } from '../forecast/types.ts';

/** What a watch must not reach: a capacity, the size of a pool or disk, an objective. */
export interface LimitSettings {
  /** For people and as the label `limit`. */
  readonly name: string;
  /** In the watch's own unit. */
  readonly value: number;
  /** `up`: reached from below. */
  readonly direction: 'up' | 'down';
  /** So long before the crossing people want to know, ms, longest first. */
  readonly leadsMs: readonly number[];
}

export type TrendShape = 'linear' | 'exponential' | 'saturating';

export interface Growth {
  readonly shape: TrendShape;
  /** Where a saturating trend ends, in the watch's unit; null for the others. */
  readonly saturatesAt: number | null;
  /** Change of the level over the coming week, as a share of the level now; NaN where the level is 0. */
  readonly perWeek: number;
  /** Standard error of `perWeek`. */
  readonly perWeekError: number;
  /** Since when it goes on like this: the last change of the trend, or the start of the history. */
  readonly sinceMs: number;
}

export type LimitOutlook =
  /** Why nothing can be said: by code for other languages, and in words. */
  | { readonly status: 'unknown'; readonly code: 'few_days' | 'few_values'; readonly reason: string }
  | {
      readonly status: 'known';
      /** End of the history, ms. */
      readonly madeAtMs: number;
      /** Start of the first hour at or past the limit, as likely earlier as later; null where that is not within HORIZON_MS. */
      readonly crossesAtMs: number | null;
      /** With a chance of 80 % the crossing lies between these; null like `crossesAtMs` where its own share of the paths never crosses. */
      readonly earliestMs: number | null;
      readonly latestMs: number | null;
      /** Chance that the limit is reached within each lead, 0 … 1. */
      readonly leads: readonly { readonly leadMs: number; readonly probability: number }[];
      readonly growth: Growth;
      /** The hour of the week at which the profile is at its worst, for sentences: `weekday`, `weekend` or `any`. */
      readonly peaksOn: 'weekday' | 'weekend' | 'any';
      /** It empties by itself about so often, which is counted on; null where nothing shows that it does. */
      readonly emptiedEveryMs: number | null;
    };

/** Hourly values (of a watch with longer steps: its steps); NaN = missing or left out. */
export type HourlyHistory = Pick<History, 'values' | 'stepMs' | 'startMs' | 'timezone'>;
