import { allocateColumns, MAX_MAGNITUDE, type Detector, type DetectorColumns } from '../detect/types.ts';
import { createRowEnsembles, type Ensemble, type EnsembleState } from '../detect/ensemble/row-ensembles.ts';
import { createTideDetector } from '../detect/tide/detector.ts';
import { createLifecycle, newTrack, type Change, type Track } from '../incidents/lifecycle.ts';
import type { Incident, Verdict } from '../incidents/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import { aggregateValue, eventUnit } from '../series/aggregate.ts';
import { labelsKey } from '../series/labels.ts';
import { createRegistry, OVERFLOW_LABELS } from '../series/registry.ts';
import { createSteps, type Cell, type ClosedStep } from '../series/steps.ts';
import type { Labels, SeriesPartial, SeriesRef } from '../series/types.ts';
import { type CompanionRef, createCompanions, type ValueOf } from './companions.ts';
import { reviseStep, takeRows } from './report.ts';
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

/** All of a lane that a checkpoint keeps. Plain data. */
export interface LaneState {
  readonly stepMs: number;
  /** See WatchSettings. */
  readonly identity?: string | undefined;
  readonly registry: ReturnType<ReturnType<typeof createRegistry>['snapshot']>;
  readonly steps: ReturnType<ReturnType<typeof createSteps>['snapshot']>;
  readonly detector: ReturnType<Detector['snapshot']>;
  readonly tracks: Track[];
  readonly held: Uint8Array;
  readonly silentSteps: Uint32Array;
  readonly lastStepMs: number | null;
  /** What models remember of the rows that they score; missing before there were any. */
  readonly ensembles?: readonly EnsembleState[];
}

export type LaneOutcome = 'accepted' | 'late' | 'future' | 'overflow';

/**
 * One watch, from partials to reports: its steps, series, learned state and incidents.
 *
 * @param valueOf what other lanes know of the step that is being scored: the companions of a series with a learned model
 */
export function createLane(watch: WatchSettings, limits: LaneLimits, nextId: () => number, valueOf?: ValueOf) {
  const steps = createSteps({ ...limits, stepMs: watch.stepMs });
  const registry = createRegistry({ watch: watch.name, maxSeries: limits.maxSeries, nextId });
  const detector = createTideDetector(watch);
  const ensembles = createRowEnsembles(watch);
  const companions = createCompanions(watch, valueOf);
  const lifecycle = createLifecycle({
    ...limits,
    stepMs: watch.stepMs,
    unit: watch.unit,
    opensAtOnce: watch.measure !== 'quantiles',
    counts: watch.measure === 'rate',
  });
  let tracks: Track[] = [];
  let columns: DetectorColumns = allocateColumns(0);
  let value = new Float64Array(0);
  let held = new Uint8Array(0);
  let unit = new Float64Array(0);
  let silentSteps = new Uint32Array(0);
  let lastStepMs: number | null = null;
  let revised: readonly ClosedStep[] = [];
  let closed: ReadonlyMap<number, ClosedStep> = new Map();
  let savedEnsembles: readonly EnsembleState[] = [];
  /** Rows of a cell, by the key of its labels: one, or one a quantile. */
  const cellRows = new Map<string, readonly number[]>();
  /** The newest reports, so that a late contribution can revise them. */
  const recent = new Map<number, StepReport>();

  function add(partial: SeriesPartial, newestMs: number): LaneOutcome {
    if (registry.size() >= limits.maxSeries && !isKnown(partial.labels)) {
      const outcome = steps.add({ ...partial, labels: OVERFLOW_LABELS }, newestMs);
      return outcome === 'accepted' ? 'overflow' : outcome;
    }
    return steps.add(partial, newestMs);
  }

  /** After a restart a series is in the registry before a cell of it has come. */
  function isKnown(labels: Labels): boolean {
    if (cellRows.has(labelsKey(labels))) return true;
    const quantile = watch.quantiles[0];
    return registry.find(quantile === undefined ? labels : { ...labels, quantile: String(quantile) }) >= 0;
  }

  function rowsOf(key: string, cell: Cell): readonly number[] {
    const known = cellRows.get(key);
    if (known !== undefined && !known.some(registry.isRetired)) return known;
    const rows =
      watch.measure === 'quantiles'
        ? watch.quantiles.map((quantile) => registry.rowOf({ ...cell.labels, quantile: String(quantile) }))
        : [registry.rowOf(cell.labels)];
    cellRows.set(key, rows);
    return rows;
  }

  function eachValue(cells: ClosedStep['cells'], take: (row: number, value: number, unit: number) => void): void {
    for (const [key, cell] of cells) {
      rowsOf(key, cell).forEach((row, i) => {
        const raw = aggregateValue(cell.aggregate, watch.stepMs, watch.quantiles[i]);
        take(row, Math.abs(raw) <= MAX_MAGNITUDE ? raw : NaN, eventUnit(cell.aggregate, watch.countUnit));
      });
    }
  }

  function score({ stepStartMs, cells }: ClosedStep): StepReport {
    value.fill(NaN);
    unit.fill(watch.countUnit);
    for (const [key, cell] of cells) rowsOf(key, cell);
    makeRoom(registry.size());
    eachValue(cells, (row, given, one) => {
      value[row] = given;
      unit[row] = one;
    });
    const count = registry.size();
    detector.step({ stepStartMs, count, value, held, unit }, columns);
    ensembles.join(stepStartMs, columns, held, (row) => companions.at(row, stepStartMs));

    const incidents: (Incident | null)[] = new Array<Incident | null>(count).fill(null);
    const changed: Incident[] = [];
    for (let row = 0; row < count; row++) {
      silentSteps[row] = value[row]! === value[row]! ? 0 : silentSteps[row]! + 1;
      if (registry.isRetired(row)) continue;
      const track = tracks[row]!;
      if (columns.score[row]! > 1 || held[row]! !== 0) {
        const change = lifecycle.observe(track, registry.ref(row), stepStartMs, columns, row, silentSteps[row]!);
        apply(row, change);
        if (change !== null) changed.push(track.incident!);
      }
      if (held[row]! !== 0) {
        incidents[row] = track.incident;
        columns.severity[row] = track.incident!.severity;
      }
      if (silentSteps[row]! * watch.stepMs >= limits.expireAfterMs) {
        registry.retire(row);
        const change = lifecycle.expire(track);
        apply(row, change);
        if (change !== null) changed.push(track.incident!);
      }
    }
    const live = takeLive(count);
    const report: StepReport = {
      step: {
        watch: watch.name,
        stepStartMs,
        stepMs: watch.stepMs,
        revision: 0,
        series: live.map((row) => registry.ref(row)),
        columns: takeRows(columns, live),
      },
      incidents: live.map((row) => incidents[row]!),
      changed,
    };
    remember(report);
    lastStepMs = stepStartMs;
    return report;
  }

  function apply(row: number, change: Change): void {
    if (change === 'accepted') {
      detector.accept(row);
      ensembles.accept(row);
    }
    held[row] = tracks[row]!.incident?.status === 'open' ? 1 : 0;
  }

  function takeLive(count: number): number[] {
    const live: number[] = [];
    for (let row = 0; row < count; row++) if (!registry.isRetired(row)) live.push(row);
    return live;
  }

  function remember(report: StepReport): void {
    recent.set(report.step.stepStartMs, report);
    for (const startMs of recent.keys()) {
      if (recent.size * watch.stepMs <= limits.graceMs) break;
      recent.delete(startMs);
    }
  }

  function makeRoom(count: number): void {
    while (tracks.length < count) tracks.push(newTrack());
    if (value.length >= count) return;
    const room = Math.max(count, value.length * 2, 16);
    columns = allocateColumns(room);
    value = new Float64Array(room).fill(NaN);
    unit = new Float64Array(room);
    held = grown(held, new Uint8Array(room));
    silentSteps = grown(silentSteps, new Uint32Array(room));
  }

  function revise({ stepStartMs, cells, revision }: ClosedStep): StepReport[] {
    const before = recent.get(stepStartMs);
    if (before === undefined) return [];
    const values = new Map<number, number>();
    eachValue(cells, (row, given) => values.set(registry.ref(row).id, given));
    const report = reviseStep(before, values, revision);
    return report === null ? [] : [report];
  }

  /**
   * First half of closing: what is due, so that every lane knows its values before any is scored.
   *
   * @param toMs undefined: everything that has come, complete or not
   */
  function collect(toMs?: number): void {
    revised = steps.revisions();
    const due = toMs === undefined ? steps.closeAll() : steps.close(toMs);
    closed = new Map(due.map((step) => [step.stepStartMs, step]));
  }

  /** Second half, once after each `collect`. */
  const scoreCollected = (): StepReport[] => [...revised.flatMap(revise), ...[...closed.values()].map(score)];

  /** An open incident counts before absence: an outage is both. */
  function counts(): SeriesCounts {
    const found = { total: 0, learning: 0, normal: 0, anomalous: 0, absent: 0 };
    for (const row of takeLive(registry.size())) {
      found.total++;
      if (held[row]! !== 0) found.anomalous++;
      else if (silentSteps[row]! > 0) found.absent++;
      else if (columns.learning[row]! !== 0) found.learning++;
      else found.normal++;
    }
    return found;
  }

  const rowOfId = (id: number): number => {
    for (let row = 0; row < registry.size(); row++) if (registry.ref(row).id === id) return row;
    return -1;
  };

  return {
    watch,
    add,
    collect,
    scoreCollected,
    closeTo(toMs: number): StepReport[] {
      collect(toMs);
      return scoreCollected();
    },
    skipTo: steps.skip,
    series: (): readonly SeriesRef[] => registry.live(),
    lastStepMs: () => lastStepMs,
    counts,
    /** Row of a series id, −1 when it is not of this watch. */
    rowOfId,
    expect: detector.expect,
    /** Of the steps collected last: the value of a series, NaN where there is none. */
    valueAt: (labels: Labels, stepStartMs: number): number => companions.valueIn(closed.get(stepStartMs), labels),
    /** Lets models score a series beside tide from the next step on; false where the series is not known yet. */
    install(labels: Labels, ensemble: Ensemble | null, refs: readonly CompanionRef[]): boolean {
      const row = registry.find(labels);
      if (row < 0) return false;
      if (ensemble === null) ensembles.remove(row);
      else ensembles.install(row, ensemble);
      companions.set(row, refs);
      return true;
    },
    /** What the models of a series remember: now, or in the checkpoint that was restored. */
    ensembleOf(labels: Labels): EnsembleState | null {
      const row = registry.find(labels);
      return [...ensembles.snapshot(), ...savedEnsembles].find((state) => state.row === row) ?? null;
    },
    stateBytes: detector.stateBytes,
    /** Applies a verdict; null when the incident is not the newest of its series any more. */
    verdict(incident: Incident, given: Verdict): Incident | null {
      const row = tracks.findIndex((track) => track.incident?.id === incident.id);
      if (row < 0) return null;
      apply(row, lifecycle.verdict(tracks[row]!, given));
      return tracks[row]!.incident;
    },
    openIncidents: (): number => tracks.filter((track) => track.incident?.status === 'open').length,
    snapshot: (): LaneState => ({
      stepMs: watch.stepMs,
      identity: watch.identity,
      registry: registry.snapshot(),
      steps: steps.snapshot(),
      detector: detector.snapshot(),
      tracks,
      held: held.slice(0, registry.size()),
      silentSteps: silentSteps.slice(0, registry.size()),
      lastStepMs,
      ensembles: ensembles.snapshot(),
    }),
    restore(state: LaneState): void {
      registry.restore(state.registry);
      steps.restore(state.steps);
      detector.restore(state.detector);
      tracks = state.tracks;
      makeRoom(registry.size());
      held.set(state.held);
      silentSteps.set(state.silentSteps);
      lastStepMs = state.lastStepMs;
      savedEnsembles = state.ensembles ?? [];
    },
  };
}

export type Lane = ReturnType<typeof createLane>;

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
