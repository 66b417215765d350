import type { DecodedLogs, DecodedMetrics, DecodedTraces } from '../intake/otlp/decoded.ts';
import { columnsOf } from '../intake/wire/columns-of.ts';
import type { LogColumns } from '../intake/wire/log-columns.ts';
import { MetricColumns, OTHER } from '../intake/wire/metric-columns.ts';
import type { SpanColumns } from '../intake/wire/span-columns.ts';
import type { Lendable, Loan } from '../lent.ts';
import type { PartialBatch } from '../series/types.ts';
import { DEFAULT_ACCESS_LOGS, type AccessLogSettings } from './access-log/reader.ts';
import { createBatchBuilder } from './batch-builder.ts';
import { createDistribute, longestSpanMs } from './distribute.ts';
import { createFamilies } from './families.ts';
import { createHttpClaims } from './http-claims.ts';
import { createIdentities, type MetricIdentity, type ResourceIdentity } from './identities.ts';
import { createKeyedState } from './keyed-state.ts';
import { DEFAULT_LIMITS, type MeasureLimits } from './limits.ts';
import { createLogs } from './logs.ts';
import { createMetricStreams } from './metric-streams.ts';
import { createObservation } from './observation.ts';
import { createPrecedence, type Leader } from './precedence.ts';
import { BROKEN_ATTRIBUTE, createRefusalCounter, type Refusal, type RefusalCounter } from './refusals.ts';
import { createRequestEvents } from './request-events.ts';
import { createRouter } from './routes.ts';
import { MEASURE_VERSION, migrated, type MeasureSnapshot } from './snapshot.ts';
import { createSpans } from './spans.ts';
import { createStreamRoutes, understood } from './stream-routes.ts';
import { createStreamTable } from './stream-table.ts';
import type { WatchDefinition } from './watch-source.ts';

export interface MeasureResult {
  readonly batch: PartialBatch;
  /** Points, spans or log records that a watch took. Together with the refused ones: all there were. */
  readonly accepted: number;
  readonly refused: readonly Refusal[];
}

/** Telemetry to partials. Without I/O and without a clock: the same requests at the same times give the same batches. */
export interface MeasureStage {
  /** @param receivedMs live: the wall clock; replay: the newest event time (with `REPLAY_LIMITS`) */
  metrics(request: DecodedMetrics, receivedMs: number): MeasureResult;
  /** The same of a request that the streaming reader read. */
  metricColumns(request: MetricColumns, receivedMs: number): MeasureResult;
  traces(request: DecodedTraces, receivedMs: number): MeasureResult;
  /** The same of a request that the streaming reader read. */
  spanColumns(request: SpanColumns, receivedMs: number): MeasureResult;
  logs(request: DecodedLogs, receivedMs: number): MeasureResult;
  /** The same of a request that the streaming reader read, with `statusNames` as its names. */
  logColumns(request: LogColumns, receivedMs: number): MeasureResult;
  /** What every stream said last, as plain data (typed arrays among it). */
  snapshot(): MeasureSnapshot;
  /** The same for a checkpoint that is written while requests are measured. */
  lend(loan: Loan): Lendable<MeasureSnapshot>;
  /** @returns false, and changes nothing, when the snapshot is of a version that it does not know */
  restore(snapshot: MeasureSnapshot): boolean;
  readonly streamCount: number;
}

export interface MeasureOptions {
  readonly watches: readonly WatchDefinition[];
  readonly limits?: Partial<MeasureLimits>;
  readonly accessLogs?: AccessLogSettings | undefined;
}

/** How often streams that have fallen silent are looked for. */
const SWEEP_EVERY_MS = 60_000;

/**
 * @example
 * const measure = createMeasureStage({ watches: builtinHttpWatches(defaults) });
 * const { batch, accepted, refused } = measure.metrics(decoded.request, clock());
 */
export function createMeasureStage(options: MeasureOptions): MeasureStage {
  const { watches, limits: given = {}, accessLogs = DEFAULT_ACCESS_LOGS } = options;
  const limits: MeasureLimits = { ...DEFAULT_LIMITS, ...given };
  const longestStepMs = Math.max(0, ...watches.map((watch) => watch.stepMs));
  const idleMs = longestSpanMs(limits.streamIdleMs, longestStepMs);

  const bounds = { maxEntries: limits.maxStreams };
  const streams = createStreamTable(limits.maxStreams);
  const families = createFamilies(limits.maxStreams, longestSpanMs(limits.maxSpanMs, longestStepMs));
  const resources = createKeyedState<Leader>(bounds);
  const services = createKeyedState<Leader>(bounds);
  let sweptMs = -Infinity;

  const router = createRouter(watches);
  const identities = createIdentities(router.wantsMetric);
  const streamRoutes = createStreamRoutes({ router, streams, limits });
  const observation = createObservation();
  const metricStreams = createMetricStreams({ streams, families, limits, observation });
  const distribute = createDistribute(limits.maxSpanMs);
  const batch = createBatchBuilder();
  const claimHttp = createHttpClaims(
    createPrecedence(resources, limits.sourceMemoryMs),
    createPrecedence(services, limits.sourceMemoryMs),
  );
  const takeRequest = createRequestEvents({ router, limits, claimHttp, distribute, batch, observation });
  const spans = createSpans({ router, limits, takeRequest });
  const logs = createLogs({ router, limits, takeRequest, accessLogs });
  const decodedColumns = new MetricColumns();

  function sweep(nowMs: number): void {
    // A clock set back must not stop the sweeping until it has caught up.
    if (Math.abs(nowMs - sweptMs) < SWEEP_EVERY_MS) return;
    sweptMs = nowMs;
    const before = streams.size();
    streams.sweep(nowMs - idleMs, (row) => families.incomplete(streams.rows.family[row]!, nowMs));
    if (streams.size() < before) streamRoutes.forgetSilent();
    for (const state of [families, resources, services]) state.sweep(nowMs - idleMs);
    metricStreams.forgetFamilies();
  }

  function measureColumns(columns: MetricColumns, refusals: RefusalCounter, receivedMs: number): MeasureResult {
    sweep(receivedMs);
    if (identities.makeRoom()) streamRoutes.forgetAll();
    const { metrics, scopes } = columns;
    let accepted = 0;
    let resourceRow = -1;
    let resource: ResourceIdentity | null = null;
    for (let metric = 0; metric < metrics.count; metric++) {
      const row = scopes.resource[metrics.scope[metric]!]!;
      if (row !== resourceRow) {
        resourceRow = row;
        resource = understood(() => identities.resource(columns, row));
      }
      if (resource === null) refusals.add('malformed', BROKEN_ATTRIBUTE, metrics.pointCount[metric]!);
      else
        accepted += measureMetric(columns, metric, identities.metric(columns, metric, resource), refusals, receivedMs);
    }
    return { batch: batch.build(), accepted, refused: refusals.list() };
  }

  /** @returns how many of the metric's points were accepted */
  function measureMetric(
    columns: MetricColumns,
    metric: number,
    identity: MetricIdentity,
    refusals: RefusalCounter,
    receivedMs: number,
  ): number {
    const { metrics, points, resources: senders, scopes } = columns;
    const { name, resource } = identity;
    const count = metrics.pointCount[metric]!;
    const isOther = metrics.kind[metric] === OTHER;
    if (isOther || !identity.isWatched) {
      refusals.add(isOther && identity.isWatched ? 'unsupported' : 'unwatched', name, count);
      return 0;
    }
    const attributesLeft = limits.maxAttributes - senders.attributeCount[scopes.resource[metrics.scope[metric]!]!]!;
    let accepted = 0;
    let coveredToMs = -Infinity;
    const first = metrics.firstPoint[metric]!;
    for (let point = first; point < first + count; point++) {
      if (points.attributeCount[point]! > attributesLeft) {
        refusals.add('too_many_attributes', name);
        continue;
      }
      const routes = streamRoutes.find(columns, metric, point, identity);
      if (typeof routes === 'string') {
        refusals.add(routes, routes === 'malformed' ? BROKEN_ATTRIBUTE : name);
        continue;
      }
      const outcome = metricStreams.read(
        columns,
        metric,
        point,
        streamRoutes.row(),
        streamRoutes.digest(),
        identity.family,
        receivedMs,
      );
      const timeMs = points.timeMs[point]!;
      if (outcome !== 'observed' && outcome !== 'baseline') {
        refusals.add(outcome, name);
        continue;
      }
      streamRoutes.remember(columns, point, identity, metricStreams.row());
      const isObserved = outcome === 'observed';
      const clip =
        routes.httpRank === null
          ? null
          : claimHttp(
              routes.service,
              resource.key,
              routes.httpRank,
              isObserved ? observation.fromMs : timeMs,
              timeMs,
              receivedMs,
            );
      const reason = isObserved ? distribute(observation, routes.routes, clip, batch) : null;
      if (reason !== null) {
        refusals.add(reason, name);
        continue;
      }
      accepted++;
      if (timeMs > coveredToMs) coveredToMs = timeMs;
    }
    // Spans of the same sender come by another way: what they cover says nothing about its metrics.
    if (accepted > 0) batch.mark(resource.producer, coveredToMs);
    return accepted;
  }

  /** @param take gives how many spans or log records a watch took */
  function measureRecords(take: (refusals: RefusalCounter) => number, receivedMs: number): MeasureResult {
    sweep(receivedMs);
    const refusals = createRefusalCounter();
    const accepted = take(refusals);
    return { batch: batch.build(), accepted, refused: refusals.list() };
  }

  const said = (): Omit<MeasureSnapshot, 'streams'> => ({
    version: MEASURE_VERSION,
    families: families.snapshot(),
    resources: resources.entries(),
    services: services.entries(),
  });

  return {
    metrics(request, receivedMs) {
      const refusals = createRefusalCounter();
      refusals.add('malformed', request.malformed.message, request.malformed.count);
      return measureColumns(columnsOf(request, decodedColumns), refusals, receivedMs);
    },
    metricColumns: (columns, receivedMs) => measureColumns(columns, createRefusalCounter(), receivedMs),
    traces: (request, receivedMs) =>
      measureRecords((refusals) => spans.decoded(request, refusals, receivedMs), receivedMs),
    spanColumns: (columns, receivedMs) =>
      measureRecords((refusals) => spans.columns(columns, refusals, receivedMs), receivedMs),
    logs: (request, receivedMs) =>
      measureRecords((refusals) => logs.decoded(request, refusals, receivedMs), receivedMs),
    logColumns: (columns, receivedMs) =>
      measureRecords((refusals) => logs.columns(columns, refusals, receivedMs), receivedMs),
    snapshot: () => ({ ...said(), streams: streams.snapshot() }),
    lend: (loan) => ({ ...said(), streams: streams.lend(loan) }),
    restore(given) {
      const snapshot = migrated(given);
      if (snapshot === null) return false;
      streams.restore(snapshot.streams);
      families.restore(snapshot.families);
      resources.restore(snapshot.resources);
      services.restore(snapshot.services);
      streamRoutes.forgetAll();
      metricStreams.forgetFamilies();
      return true;
    },
    get streamCount() {
      return streams.size();
    },
  };
}
