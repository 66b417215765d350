import type { LimitOutlook, LimitSettings } from '../../maintenance/types.ts';
import type { ForecastInput } from '../input/read-history.ts';
import type { GrowthStep, WhatIfModel } from '../whatif/what-if.ts';

/** One series' forecast by one or several models: what every form of the report tells. */
export interface SeriesReport {
  /** Of the file, for people. */
  readonly name: string;
  readonly input: ForecastInput;
  /** Start of the first step that is forecast, ms. */
  readonly startMs: number;
  readonly models: readonly WhatIfModel[];
  readonly growth: GrowthStep | null;
  readonly limit: (LimitSettings & { readonly outlook: LimitOutlook; readonly sentence: string }) | null;
}
