import { isReadable } from '../detect/tide/record-layout.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import type { FindModel } from '../detect/ensemble/plan.ts';
import type { Shards } from '../detect/shards/shards.ts';
import type { Incident, Verdict } from '../incidents/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { PartialBatch } from '../series/types.ts';
import { createWatermark, type Watermark } from '../series/watermark.ts';
import { createLane, type Lane, type LaneLimits } from './lane.ts';
import type { LaneState } from './lane-state.ts';
import { createScoring } from './scoring.ts';
import type { Engine, ForecastPoint, IngestOutcome, StepReport } from './types.ts';

export interface EngineOptions {
  readonly watches: readonly WatchSettings[];
  readonly limits?: Partial<LaneLimits>;
  /** A step closes at the latest this long after its end, whoever is still missing, ms. Must exceed the senders' export interval. */
  readonly maxDelayMs?: number;
  /** Series at most of what each token sends, by its name; none is limited that is not in it. */
  readonly tokenSeries?: ReadonlyMap<string, number>;
  /** Threads that score beside this one; absent or null: none. */
  readonly shards?: Shards | null;
  /** Learned models, by their versions; absent: there are none. */
  readonly findModel?: FindModel;
}

const DAY_MS = 86_400_000;

export const ENGINE_DEFAULTS = {
  /** An OTel SDK exports every 60 s by default: a step of 60 s is whole at the latest after two of them. */
  maxDelayMs: 120_000,
  limits: {
    maxSeries: 100_000,
    graceMs: 600_000,
    /** A contribution further ahead than this is a wrong clock. */
    maxAheadMs: 600_000,
    /** After a longer silence of everything (a stopped machine) older empty steps are not scored as outages. */
    maxCatchUpSteps: 10_080,
    acceptAfterMs: DAY_MS,
    expireAfterMs: 7 * DAY_MS,
  } satisfies LaneLimits,
} as const;

const SNAPSHOT_VERSION = 1;

/** Plain data, by reference: valid until the engine is next changed. */
export interface EngineSnapshot {
  readonly version: number;
  readonly nextId: number;
  readonly watermark: ReturnType<Watermark['snapshot']>;
  readonly lanes: Record<string, LaneState>;
}

/** Everything right of the seam: see Engine. */
export function createEngine(options: EngineOptions): Engine {
  const { watches, maxDelayMs = ENGINE_DEFAULTS.maxDelayMs, tokenSeries, shards, findModel } = options;
  const limits: LaneLimits = { ...ENGINE_DEFAULTS.limits, ...options.limits };
  const watermark = createWatermark({ maxDelayMs });
  let nextId = 1;
  let clockMs = -Infinity;
  const lanes = new Map<string, Lane>();
  const scoring = createScoring();
  watches.forEach(put);

  function put(watch: WatchSettings): void {
    scoring.finish();
    const lane = createLane(watch, limits, () => nextId++, {
      companionValue: (companion, labels, stepStartMs) => lanes.get(companion)?.valueAt(labels, stepStartMs) ?? NaN,
      ...(findModel !== undefined && { findModel }),
      ...(shards !== undefined && { shards }),
      mayStart,
    });
    const replaced = lanes.get(watch.name);
    const before = replaced?.snapshot();
    if (before !== undefined) takeUp(lane, before);
    replaced?.end();
    lanes.set(watch.name, lane);
  }

  /** Over all watches: there may be so many in all, and so many of one token. */
  function mayStart(series: number, token: string | undefined): boolean {
    const allowed = token === undefined ? undefined : tokenSeries?.get(token);
    let total = 0;
    let own = 0;
    for (const lane of lanes.values()) {
      total += lane.size();
      if (token !== undefined && allowed !== undefined) own += lane.countOf(token);
    }
    return (total === 0 || total + series <= limits.maxSeries) && (allowed === undefined || own + series <= allowed);
  }

  const laneOf = (watch: string): Lane => {
    const lane = lanes.get(watch);
    if (lane === undefined) throw new TidemarkError('TLERR_NOT_FOUND', { what: `Watch '${watch}'` });
    return lane;
  };

  function ingest({ partials, producers, token }: PartialBatch, nowMs?: number): IngestOutcome {
    if (nowMs !== undefined) clockMs = nowMs;
    for (const mark of producers) watermark.observe(mark);
    // Live, the clock says what is too far ahead; in replay, the input itself.
    const knownMs = clockMs === -Infinity ? watermark.newestMs() : clockMs;
    const newestMs = knownMs === -Infinity ? Infinity : knownMs;
    const outcome = { accepted: 0, late: 0, future: 0, overflow: 0 };
    let lane: Lane | null = null;
    for (const partial of partials) {
      if (lane?.watch.name !== partial.watch) lane = laneOf(partial.watch);
      outcome[lane.add(partial, newestMs, token)]++;
    }
    return outcome;
  }

  function advanceInParts(nowMs?: number): Iterable<StepReport> {
    if (nowMs !== undefined) clockMs = nowMs;
    return closeSteps(fed(), watermark.closableToMs(nowMs));
  }

  /** A pulled watch closes its steps as it is pulled. */
  const fed = (): Lane[] => [...lanes.values()].filter(({ watch }) => watch.pulled !== true);

  function isDue(nowMs: number): boolean {
    const toMs = watermark.closableToMs(nowMs);
    return fed().some((lane) => lane.isDue(toMs));
  }

  function closeSteps(due: readonly Lane[], toMs?: number): Iterable<StepReport> {
    scoring.finish();
    for (const lane of due) lane.collect(toMs);
    return scoring.begin(due);
  }

  function forecast(seriesId: number, timesMs: readonly number[]): ForecastPoint[] {
    for (const lane of lanes.values()) {
      const row = lane.rowOfId(seriesId);
      if (row < 0) continue;
      return timesMs.map((timeMs) => ({ timeMs, ...lane.expect(row, timeMs) }));
    }
    throw new TidemarkError('TLERR_NOT_FOUND', { what: `Series ${seriesId}` });
  }

  function verdict(incident: Incident, given: Verdict): Incident {
    scoring.finish();
    return lanes.get(incident.watch)?.verdict(incident, given) ?? { ...incident, verdict: given };
  }

  function stateBy<State>(stateOf: (lane: Lane) => State) {
    scoring.finish();
    return {
      version: SNAPSHOT_VERSION,
      nextId,
      watermark: watermark.snapshot(),
      lanes: Object.fromEntries([...lanes].map(([name, lane]) => [name, stateOf(lane)])),
    };
  }

  function restore(state: EngineSnapshot): void {
    if (state.version !== SNAPSHOT_VERSION) {
      throw new TidemarkError('TLERR_CHECKPOINT_VERSION', { version: state.version, supported: SNAPSHOT_VERSION });
    }
    for (const [watch, { detector }] of Object.entries(state.lanes)) {
      if (!isReadable(detector)) throw new TidemarkError('TLERR_CHECKPOINT_RECORDS', { watch });
    }
    nextId = state.nextId;
    watermark.restore(state.watermark);
    for (const [name, lane] of lanes) {
      const saved = state.lanes[name];
      if (saved !== undefined) takeUp(lane, saved);
    }
  }

  return {
    ingest,
    isDue,
    advance: (nowMs) => [...advanceInParts(nowMs)],
    advanceInParts,
    flush: () => [...closeSteps([...lanes.values()])],
    closeTo: (watch, toMs) => [...closeSteps([laneOf(watch)], toMs)],
    skipTo: (watch, toMs) => laneOf(watch).skipTo(toMs),
    put,
    remove(watch) {
      scoring.finish();
      lanes.get(watch)?.end();
      lanes.delete(watch);
    },
    watches: () => [...lanes.values()].map(({ watch }) => watch),
    series: (watch) => laneOf(watch).series(),
    counts: (watch) => laneOf(watch).counts(),
    openIncidents: (watch) =>
      (watch === undefined ? [...lanes.values()] : [laneOf(watch)]).reduce(
        (sum, lane) => sum + lane.openIncidents(),
        0,
      ),
    incidents: (watch) => laneOf(watch).incidents(),
    lastStepMs: (watch) => laneOf(watch).lastStepMs(),
    forecast,
    verdict,
    install(watch, labels, plan, madeAtMs) {
      scoring.finish();
      return lanes.get(watch)?.install(labels, plan, madeAtMs) ?? 'no_series';
    },
    scoredBy: (watch, labels) => lanes.get(watch)?.scoredBy(labels) ?? null,
    learned: (watch) => lanes.get(watch)?.learned() ?? [],
    ensembleOf: (watch, labels) => lanes.get(watch)?.ensembleOf(labels) ?? null,
    snapshot: () => stateBy((lane) => lane.snapshot()),
    lend: (loan) => stateBy((lane) => lane.lend(loan)),
    restore,
  };
}

/** A watch whose step or whose meaning changed is another watch: it learns anew. */
function takeUp(lane: Lane, saved: LaneState): void {
  const { stepMs, identity } = lane.watch;
  if (saved.stepMs === stepMs && (saved.identity ?? identity) === identity) lane.restore(saved);
}
