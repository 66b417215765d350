import type { EnsemblePlan } from '../detect/ensemble/plan.ts';
import type { Ensemble, EnsembleState } from '../detect/ensemble/row-ensembles.ts';
import type { Incident, Verdict } from '../incidents/types.ts';
import type { Labels, PartialBatch, ScoredStep, SeriesRef } from '../series/types.ts';
import type { Lendable, Loan } from '../lent.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { EngineSnapshot } from './engine.ts';
import type { InstallOutcome } from './learned-rows.ts';

/** What one closed (or revised) step leads to; the unit that store and deliver take. */
export interface StepReport {
  readonly step: ScoredStep;
  /** Row i: the incident open for series i at this step (after it), or null. */
  readonly incidents: readonly (Incident | null)[];
  /** Incidents that opened, grew, closed or changed with this step. */
  readonly changed: readonly Incident[];
  /** Its watch is muted: it is given out as raising no alarm. */
  readonly muted?: boolean;
}

export interface ForecastPoint {
  readonly timeMs: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

/** Live series of a watch by state; they add up to `total`. */
export interface SeriesCounts {
  readonly total: number;
  readonly learning: number;
  readonly normal: number;
  readonly anomalous: number;
  readonly absent: number;
}

export type IngestOutcome =
  /** `late`: contributions to steps past the grace; `future`: too far ahead; `overflow`: over the cardinality cap. Dropped, counted, the rest kept. */
  { readonly accepted: number; readonly late: number; readonly future: number; readonly overflow: number };

/**
 * Everything right of the seam, without I/O and without a clock: partials in, scored steps and incidents out.
 * Live, replay and recovery drive the same engine.
 */
export interface Engine {
  /** @param clockMs when it was received: what is too far ahead of it is refused; in replay, undefined: too far ahead of the input. */
  ingest(batch: PartialBatch, clockMs?: number): IngestOutcome;
  /** Whether `advance(clockMs)` would change anything. */
  isDue(clockMs: number): boolean;
  /**
   * Closes every step that is due and returns their reports, oldest first.
   * `clockMs`: live, the wall clock (a silent source still closes its steps); in replay, undefined: the watermark of the input alone.
   */
  advance(clockMs?: number): StepReport[];
  /**
   * The same, a part of a step at a time, so that a caller can let others have a turn between them: contributions that come
   * meanwhile are for later, as if all had been scored at once. Any other command first scores what is left; its reports are
   * still given out here.
   */
  advanceInParts(clockMs?: number): Iterable<StepReport>;
  /** End of a replay: closes what is still open, complete or not. */
  flush(): StepReport[];
  /** Closes the steps of a pulled watch that end at or before `toMs`: its values up to there have been ingested. */
  closeTo(watch: string, toMs: number): StepReport[];
  /** Of a pulled watch: nobody knows its steps up to `toMs`, which is not to say that its series were absent. */
  skipTo(watch: string, toMs: number): void;
  /** A watch more, from now on; in place of one of its name, whose learned state it keeps where its values mean the same. */
  put(watch: WatchSettings): void;
  /** Forgets a watch and all that it learned. */
  remove(watch: string): void;
  watches(): readonly WatchSettings[];
  series(watch: string): readonly SeriesRef[];
  /** In which state the live series of a watch are. */
  counts(watch: string): SeriesCounts;
  /** Incidents open now, of one watch or over all. */
  openIncidents(watch?: string): number;
  /** The newest incident of every series of a watch, open or closed. */
  incidents(watch: string): readonly Incident[];
  /** Start of the newest closed step of a watch. */
  lastStepMs(watch: string): number | null;
  /** The expectation carried forward from the newest closed step, one point a step (or at exactly `timesMs`). */
  forecast(seriesId: number, timesMs: readonly number[]): ForecastPoint[];
  /** A person's word: false_alarm and expected end the hold, and what was seen is accepted; returns the incident as it is now. */
  verdict(incident: Incident, verdict: Verdict): Incident;
  /**
   * Lets learned models score a series beside tide, from the next step on; null: tide alone again.
   *
   * @param madeAtMs `lastStepMs` of the watch when the plan was made: what the models look back on ends there
   */
  install(watch: string, labels: Labels, plan: EnsemblePlan | null, madeAtMs: number | null): InstallOutcome;
  /** The models that score a series now; null: tide alone. */
  scoredBy(watch: string, labels: Labels): Pick<Ensemble, 'withTide' | 'members'> | null;
  /** Series of a watch of which learned models remember something. */
  learned(watch: string): readonly Labels[];
  /** What the models of a series remember, from the restored checkpoint too; null where there are none. */
  ensembleOf(watch: string, labels: Labels): EnsembleState | null;
  /** Learned state, registry, open windows and open incidents; `restore` takes it over on an engine of the same watches. */
  snapshot(): EngineSnapshot;
  /** As `snapshot`, for a checkpoint that is written while batches come and steps are scored; no watch may be put or removed. */
  lend(loan: Loan): Lendable<EngineSnapshot>;
  /** @throws TidemarkError TLERR_CHECKPOINT_VERSION */
  restore(snapshot: EngineSnapshot): void;
}

export type { Labels };
