import type { NamedSeries } from '../detect/ensemble/plan.ts';
import type { Tail } from '../detect/ensemble/tail.ts';
import type { DetectorName, ModelName } from '../detect/models.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Labels } from '../series/types.ts';

/** What a watch asks for: `auto`, or what is merged; `['tide']` is tide alone, `['lstm']` a model in tide's place. */
export type DetectorChoice = 'auto' | readonly DetectorName[];

/** Another measure of the same service. */
export type Companion = NamedSeries;

/** How a detector did in a backtest on the series' own history. */
export interface BacktestFigures {
  readonly falseAlarmsPerDay: number;
  /** Share of the injected anomalies found in time. */
  readonly found: number;
  /** Mean gain less what false alarms cost; what versions are compared by. */
  readonly worth: number;
}

/** A series' past that was learned from. */
export interface WindowAbout {
  readonly fromMs: number;
  readonly toMs: number;
  /** Steps with a value. */
  readonly steps: number;
  /** Of them, left out: incidents and confirmed anomalies. */
  readonly leftOut: number;
}

/** What is known of a trained model beside the model itself. */
export interface ModelAbout {
  readonly window: WindowAbout;
  readonly seed: number;
  readonly companions: readonly Companion[];
  readonly tail: Tail;
  readonly backtest: BacktestFigures;
}

/** One training of one model on one series, as the store has it. */
export interface ModelVersion {
  readonly id: number;
  readonly watch: string;
  readonly labels: Labels;
  readonly model: ModelName;
  readonly trainedAtMs: number;
  readonly inUse: boolean;
  readonly about: ModelAbout;
}

/** What scores a series since a training, and why. */
export interface DetectorDecision {
  readonly watch: string;
  readonly labels: Labels;
  readonly atMs: number;
  readonly uses: readonly DetectorName[];
  readonly reason: string;
  /** By candidate: `tide`, `lstm`, `tide + lstm`. */
  readonly figures: Readonly<Record<string, BacktestFigures>>;
}

/** All that a worker thread needs to train the models of one series. Plain data. */
export interface TrainJob {
  /** Path of the database. */
  readonly database: string;
  readonly watch: WatchSettings;
  readonly labels: Labels;
  readonly companions: readonly Companion[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly models: readonly ModelName[];
  readonly choice: DetectorChoice;
  readonly seed: number;
  /** Versions that there are, newest first. */
  readonly incumbents: readonly Incumbent[];
}

export interface Incumbent {
  readonly id: number;
  readonly model: ModelName;
  readonly inUse: boolean;
  readonly tail: Tail;
  readonly body: Uint8Array;
}

/** What came of it. Plain data. */
export interface TrainReport {
  readonly window: WindowAbout;
  readonly fresh: readonly FreshModel[];
  readonly refused: readonly { readonly model: ModelName; readonly reason: string; readonly detail: string }[];
  /** By model: the version to use, `fresh` or an incumbent's id. */
  readonly versions: Readonly<Partial<Record<ModelName, 'fresh' | number>>>;
  readonly uses: readonly DetectorName[];
  readonly reason: string;
  readonly figures: Readonly<Record<string, BacktestFigures>>;
}

export interface FreshModel {
  readonly model: ModelName;
  readonly body: Uint8Array;
  readonly tail: Tail;
  readonly backtest: BacktestFigures;
}
