import type { EnsemblePlan, FindModel } from '../detect/ensemble/plan.ts';
import type { Ensemble, EnsembleState } from '../detect/ensemble/row-ensembles.ts';
import { createTideDetector } from '../detect/tide/detector.ts';
import { PART_ROWS } from '../detect/shards/ring.ts';
import { createSharded } from '../detect/shards/sharded.ts';
import type { Shards } from '../detect/shards/shards.ts';
import type { DetectorColumns } from '../detect/types.ts';
import type { Incident, Verdict } from '../incidents/types.ts';
import type { Lendable, Loan } from '../lent.ts';
import type { WatchSettings } from '../measure/watch.ts';
import { createRegistry, type MayStart } from '../series/registry.ts';
import type { StepColumns } from '../series/step-columns.ts';
import { createSteps, type RevisedStep } from '../series/steps.ts';
import type { Labels, ScoredStep, SeriesPartial, SeriesRef } from '../series/types.ts';
import { createDueSteps, type StepValues } from './due-steps.ts';
import { createKeptSteps } from './kept-steps.ts';
import { createLearnedRows, type InstallOutcome, type ValueOf } from './learned-rows.ts';
import { fromCells, isOfCells, type LaneState, type LaneStateOfCells } from './lane-state.ts';
import { createLiveParts } from './live-parts.ts';
import { takeRows } from './report.ts';
import { createRowIncidents } from './row-incidents.ts';
import type { SeriesCounts, StepReport } from './types.ts';

export interface LaneLimits {
  readonly maxSeries: number;
  /** For so long after it closed, a late contribution revises a step. */
  readonly graceMs: number;
  readonly maxAheadMs: number;
  readonly maxCatchUpSteps: number;
  /** See LifecycleSettings. */
  readonly acceptAfterMs: number;
  readonly expireAfterMs: number;
}

/** What a lane has from around it; all of it may be missing. */
export interface LaneParts {
  /** What other lanes know of the step that is being scored: the companions of a series with a learned model. */
  readonly companionValue?: ValueOf;
  /** Learned models, by their versions. */
  readonly findModel?: FindModel;
  /** Threads that score beside this one. */
  readonly shards?: Shards | null;
  /** See RegistryOptions. */
  readonly mayStart?: MayStart;
}

export type LaneOutcome = 'accepted' | 'late' | 'future' | 'overflow';

/** One watch, from partials to reports: its steps, series, learned state and incidents. */
export function createLane(watch: WatchSettings, limits: LaneLimits, nextId: () => number, parts: LaneParts = {}) {
  const { companionValue = () => NaN, findModel = () => null, shards = null, mayStart } = parts;
  const quantiles = watch.measure === 'quantiles' ? watch.quantiles : [];
  const steps = createSteps({ ...limits, stepMs: watch.stepMs });
  const registry = createRegistry({ watch: watch.name, quantiles, maxSeries: limits.maxSeries, nextId, mayStart });
  const due = createDueSteps(watch, registry);
  const kept = createKeptSteps({ ...limits, stepMs: watch.stepMs });
  const livePart = createLiveParts(registry);
  const detector = createTideDetector(watch, { shared: shards !== null });
  const sharded = createSharded(detector, watch, shards);
  const learned = createLearnedRows(watch, findModel, companionValue);
  const told = createRowIncidents(watch, limits, (row) => {
    detector.accept(row);
    learned.accept(row);
  });
  let learning = new Uint8Array(0);
  let silentSteps = new Uint32Array(0);
  let lastStepMs: number | null = null;
  let revised: readonly RevisedStep[] = [];

  /** @param token of a sender whose series are limited */
  function add({ labels, stepStartMs, aggregate }: SeriesPartial, newestMs: number, token?: string): LaneOutcome {
    const refusal = steps.refusal(stepStartMs, newestMs);
    if (refusal !== null) return refusal;
    const closed = steps.closedColumns(stepStartMs);
    const waiting = closed === undefined ? undefined : due.settle(stepStartMs);
    const own = registry.groupOf(labels, token);
    const group = own < 0 ? registry.overflowGroup(token) : own;
    if (waiting !== undefined) due.fix(waiting, group);
    if (closed !== undefined) noteGiven(stepStartMs, closed, group);
    steps.add(group, stepStartMs, aggregate);
    return own < 0 ? 'overflow' : 'accepted';
  }

  /** Before a late contribution changes them. */
  function noteGiven(stepStartMs: number, columns: StepColumns | null, group: number): void {
    for (let place = 0; place < registry.width; place++) {
      const value = columns === null ? NaN : due.valueIn(columns, group, place);
      kept.note(stepStartMs, group * registry.width + place, value);
    }
  }

  /**
   * First half of closing: what is due, so that every lane knows its values before any is scored.
   *
   * @param toMs undefined: everything that has come, complete or not
   */
  function collect(toMs?: number): void {
    revised = steps.revisions();
    due.collect(toMs === undefined ? steps.closeAll() : steps.close(toMs));
  }

  /** Second half, once after each `collect`: revisions, then what closed, oldest first. */
  function revisions(): StepReport[] {
    return revised.flatMap(revise);
  }

  /** Scores a step that was collected, a part at a time; what is given out is learned. */
  function* score(stepStartMs: number): Generator<StepReport, void, undefined> {
    const values = due.take(stepStartMs);
    makeRoom(values.count);
    const partOf = sharded.begin({ ...values, held: told.held() });
    for (let from = 0; from === 0 || from < values.count; from += PART_ROWS) {
      const to = Math.min(from + PART_ROWS, values.count);
      yield takePart(values, from, partOf(from, to));
    }
    told.forget(stepStartMs);
    lastStepMs = stepStartMs;
  }

  /** @param columns as tide scored the part */
  function takePart({ stepStartMs, count: size }: StepValues, from: number, columns: DetectorColumns): StepReport {
    const count = columns.value.length;
    const to = from + count;
    const heldPart = told.held().subarray(from, to);
    learned.join(stepStartMs, from, columns, heldPart);
    learning.set(columns.learning, from);

    const incidents = new Array<Incident | null>(count).fill(null);
    const changed: Incident[] = [];
    for (let i = 0; i < count; i++) {
      const row = from + i;
      const silent = columns.value[i]! === columns.value[i]! ? 0 : silentSteps[row]! + 1;
      silentSteps[row] = silent;
      const troubled = told.isTroubled(row, columns, i);
      const gone = silent * watch.stepMs >= limits.expireAfterMs;
      if (!(troubled || gone) || !registry.isLive(row)) continue;
      if (troubled) {
        const incident = told.observe(row, registry.ref(row), stepStartMs, columns, i, silent);
        if (incident !== null) changed.push(incident);
        incidents[i] = told.openAt(row);
        columns.severity[i] = incidents[i]?.severity ?? 0;
      }
      if (gone) expire(row, changed);
    }
    kept.keep(stepStartMs, size, from, columns);
    const live = livePart(from, to);
    return reportOf(
      { stepStartMs, revision: 0, part: from / PART_ROWS, series: live.series },
      live.whole ? columns : takeRows(columns, live.rows),
      live.whole ? incidents : live.rows.map((row) => incidents[row]!),
      changed,
    );
  }

  function expire(row: number, changed: Incident[]): void {
    registry.retire(row);
    const incident = told.expire(row);
    if (incident !== null) changed.push(incident);
  }

  function revise({ stepStartMs, columns, revision, groups }: RevisedStep): StepReport[] {
    const values = new Map<number, number>();
    for (const group of groups) {
      registry.revive(group);
      for (let i = 0; i < registry.width; i++) values.set(group * registry.width + i, due.valueIn(columns, group, i));
    }
    const found = kept.revise(stepStartMs, values);
    if (found === null || found.rows.length === 0) return [];
    const series = found.rows.map(registry.ref);
    const incidents = found.rows.map((row) => openAt(row, stepStartMs));
    return [reportOf({ stepStartMs, revision, part: 0, series }, found.columns, incidents, [])];
  }

  /** The row's incident where it is still open and the step belongs to it. */
  function openAt(row: number, stepStartMs: number): Incident | null {
    const incident = told.openAt(row);
    return incident !== null && incident.startMs <= stepStartMs ? incident : null;
  }

  const reportOf = (
    step: Pick<ScoredStep, 'stepStartMs' | 'revision' | 'part' | 'series'>,
    columns: ScoredStep['columns'],
    incidents: StepReport['incidents'],
    changed: StepReport['changed'],
  ): StepReport => ({ step: { watch: watch.name, stepMs: watch.stepMs, ...step, columns }, incidents, changed });

  function makeRoom(count: number): void {
    if (learning.length >= count) return;
    const room = Math.max(count, Math.ceil(learning.length * 1.5), 16);
    told.makeRoom(room);
    learning = grown(learning, new Uint8Array(room));
    silentSteps = grown(silentSteps, new Uint32Array(room));
  }

  /** An open incident counts before absence: an outage is both. */
  function counts(): SeriesCounts {
    const found = { total: 0, learning: 0, normal: 0, anomalous: 0, absent: 0 };
    for (let row = 0; row < registry.size(); row++) {
      if (!registry.isLive(row)) continue;
      found.total++;
      if (told.openAt(row) !== null) found.anomalous++;
      else if (silentSteps[row]! > 0) found.absent++;
      else if (learning[row]! !== 0) found.learning++;
      else found.normal++;
    }
    return found;
  }

  const known = (): Omit<LaneState, 'registry' | 'detector'> => ({
    stepMs: watch.stepMs,
    identity: watch.identity,
    steps: steps.snapshot(),
    ...told.snapshot(registry.size()),
    silentSteps: silentSteps.slice(0, registry.size()),
    lastStepMs,
    ensembles: learned.snapshot(),
    kept: kept.snapshot(),
  });

  return {
    watch,
    add,
    collect,
    revisions,
    /** Starts of the steps that were collected. */
    dueSteps: due.starts,
    score,
    closeTo(toMs: number): StepReport[] {
      collect(toMs);
      return [...revisions(), ...due.starts().flatMap((startMs) => [...score(startMs)])];
    },
    isDue: steps.isDue,
    skipTo: steps.skip,
    series: (): readonly SeriesRef[] => registry.live(),
    /** Series in use, those that are not live included. */
    size: registry.size,
    /** Series that a token started and that are followed. */
    countOf: registry.countOf,
    lastStepMs: () => lastStepMs,
    counts,
    /** Row of a series id, −1 when it is not of this watch. */
    rowOfId: registry.rowOfId,
    expect: (row: number, timeMs: number) => sharded.resting(() => detector.expect(row, timeMs)),
    /** Of the steps collected last: the value of a series, NaN where there is none. */
    valueAt: (labels: Labels, stepStartMs: number): number => due.valueAt(registry.find(labels), stepStartMs),
    /** See Engine.install. */
    install: (labels: Labels, plan: EnsemblePlan | null, madeAtMs: number | null): InstallOutcome =>
      learned.install(registry.find(labels), plan, madeAtMs !== lastStepMs),
    /** As it is, for a series that is known: of a backtest, whose scores are made ahead. */
    setEnsemble: (labels: Labels, ensemble: Ensemble | null): void => learned.set(registry.find(labels), ensemble),
    scoredBy: (labels: Labels): Ensemble | null => learned.at(registry.find(labels)),
    /** Series of which models remember something. */
    learned: (): Labels[] => learned.rows().map((row) => registry.ref(row).labels),
    ensembleOf: (labels: Labels): EnsembleState | null => learned.stateOf(registry.find(labels)),
    stateBytes: detector.stateBytes,
    /** The watch is gone. */
    end: sharded.close,
    /** Applies a verdict; null when the incident is not the newest of its series any more. */
    verdict: (incident: Incident, given: Verdict): Incident | null => told.verdict(incident, given),
    openIncidents: told.open,
    /** Of every series the newest incidents that are remembered. */
    incidents: told.incidents,
    /** By reference: valid until the lane is next changed. */
    snapshot: (): LaneState => ({ ...known(), registry: registry.snapshot(), detector: detector.snapshot() }),
    /** For a checkpoint that is written while contributions and steps go on. */
    lend: (loan: Loan): Lendable<LaneState> => ({
      ...known(),
      registry: registry.lend(),
      detector: detector.lend(loan),
    }),
    /** Nothing is taken up where the saved rows are not those that these quantiles would give. */
    restore(saved: LaneState | LaneStateOfCells): void {
      if (!registry.restore(saved.registry)) return;
      const state = isOfCells(saved) ? fromCells(saved, registry.groupOf) : saved;
      steps.restore(state.steps);
      detector.restore(state.detector);
      makeRoom(registry.size());
      told.restore(state);
      silentSteps.set(state.silentSteps);
      lastStepMs = state.lastStepMs;
      learned.restore(state.ensembles ?? []);
      const changed = new Map(state.steps.windows.map(([startMs, window]) => [startMs, window.changed]));
      kept.restore(state.kept, (startMs) => changed.get(startMs)?.flatMap(registry.rowsOf) ?? []);
    },
  };
}

export type Lane = ReturnType<typeof createLane>;

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
