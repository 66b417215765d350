import type {
  Attributes,
  DecodedMetrics,
  DecodedResource,
  DecodedSpan,
  DecodedTraces,
} from '../intake/otlp/decoded.ts';
import type { PartialBatch } from '../series/types.ts';
import { attributesKey, hash, lookupIn } from './attributes.ts';
import { createBatchBuilder, type BatchBuilder } from './batch-builder.ts';
import { distribute, interval, longestSpanMs } from './distribute.ts';
import { createFamilies, type Family } from './families.ts';
import { createHttpClaims } from './http-claims.ts';
import { createKeyedState, type KeyedEntry } from './keyed-state.ts';
import { DEFAULT_LIMITS, type MeasureLimits } from './limits.ts';
import { createMetricStreams, type MeasuredMetric, type MetricPoint } from './metric-streams.ts';
import { createPrecedence, type Leader } from './precedence.ts';
import { createRefusalCounter, type Refusal, type RefusalCounter } from './refusals.ts';
import { createRouter, type Route } from './routes.ts';
import { observeSpan } from './span-observation.ts';
import type { StreamMemory } from './temporality.ts';
import { timeProblem } from './validate.ts';
import type { WatchDefinition } from './watch-source.ts';

export interface MeasureResult {
  readonly batch: PartialBatch;
  /** Points or spans that a watch took. Together with the refused ones: all there were. */
  readonly accepted: number;
  readonly refused: readonly Refusal[];
}

/** Telemetry to partials. Without I/O and without a clock: the same requests at the same times give the same batches. */
export interface MeasureStage {
  /** @param receivedMs live: the wall clock; replay: the newest event time (with `REPLAY_LIMITS`) */
  metrics(request: DecodedMetrics, receivedMs: number): MeasureResult;
  traces(request: DecodedTraces, receivedMs: number): MeasureResult;
  /** What every stream said last, as plain JSON. */
  snapshot(): MeasureSnapshot;
  /** @returns false, and changes nothing, when the snapshot is of another version */
  restore(snapshot: MeasureSnapshot): boolean;
  readonly streamCount: number;
}

const SNAPSHOT_VERSION = 1;

export interface MeasureSnapshot {
  readonly version: number;
  readonly streams: readonly KeyedEntry<StreamMemory>[];
  readonly families: readonly KeyedEntry<Family>[];
  readonly resources: readonly KeyedEntry<Leader>[];
  readonly services: readonly KeyedEntry<Leader>[];
}

export interface MeasureOptions {
  readonly watches: readonly WatchDefinition[];
  readonly limits?: Partial<MeasureLimits>;
}

/** How often streams that have fallen silent are looked for. */
const SWEEP_EVERY_MS = 60_000;
const SPAN_KIND_SERVER = 2;
const SPAN_STATUS_ERROR = 2;

/**
 * @example
 * const measure = createMeasureStage({ watches: builtinHttpWatches(defaults) });
 * const { batch, accepted, refused } = measure.metrics(decoded.request, clock());
 */
export function createMeasureStage({ watches, limits: given = {} }: MeasureOptions): MeasureStage {
  const limits: MeasureLimits = { ...DEFAULT_LIMITS, ...given };
  const longestStepMs = Math.max(0, ...watches.map((watch) => watch.stepMs));
  const idleMs = longestSpanMs(limits.streamIdleMs, longestStepMs);

  const bounds = { maxEntries: limits.maxStreams };
  const streams = createKeyedState<StreamMemory>(bounds);
  const familyState = createKeyedState<Family>(bounds);
  const resources = createKeyedState<Leader>(bounds);
  const services = createKeyedState<Leader>(bounds);
  /** Worked out at a stream's first point; never part of a snapshot. */
  const routesByStream = new Map<string, readonly Route[]>();
  let sweptMs = -Infinity;

  const router = createRouter(watches);
  const families = createFamilies(familyState, longestSpanMs(limits.maxSpanMs, longestStepMs));
  const metricStreams = createMetricStreams({ streams, families, limits });
  const claimHttp = createHttpClaims(
    createPrecedence(resources, limits.sourceMemoryMs),
    createPrecedence(services, limits.sourceMemoryMs),
  );

  function sweep(nowMs: number): void {
    // A clock set back must not stop the sweeping until it has caught up.
    if (Math.abs(nowMs - sweptMs) < SWEEP_EVERY_MS) return;
    sweptMs = nowMs;
    streams.sweep(nowMs - idleMs, (key) => {
      routesByStream.delete(key);
      families.incomplete(familyOf(key), nowMs);
    });
    for (const state of [familyState, resources, services]) state.sweep(nowMs - idleMs);
  }

  function run<Item>(
    resourceList: readonly DecodedResource<Item>[],
    malformed: { readonly count: number; readonly message: string },
    receivedMs: number,
    measureItem: (item: Item, context: Context) => number,
  ): MeasureResult {
    sweep(receivedMs);
    const refusals = createRefusalCounter();
    refusals.add('malformed', malformed.message, malformed.count);
    const batch = createBatchBuilder();
    let accepted = 0;
    for (const resource of resourceList) {
      const resourceId = hash(attributesKey(resource.attributes));
      for (const scope of resource.scopes) {
        const scopeId = `${scope.name}\u0000${scope.version}`;
        const context: Context = { resource: resource.attributes, resourceId, scopeId, receivedMs, refusals, batch };
        for (const item of scope.items) accepted += measureItem(item, context);
      }
    }
    return { batch: batch.build(), accepted, refused: refusals.list() };
  }

  /** @returns how many of the metric's points were accepted */
  function measureMetric(
    metric: DecodedMetrics['resources'][number]['scopes'][number]['items'][number],
    context: Context,
  ): number {
    if (metric.kind === 'other') {
      context.refusals.add(
        router.wantsMetric(metric.name) ? 'unsupported' : 'unwatched',
        metric.name,
        metric.pointCount,
      );
      return 0;
    }
    if (!router.wantsMetric(metric.name)) {
      context.refusals.add('unwatched', metric.name, metric.points.length);
      return 0;
    }
    const family = `${context.resourceId}\u0000${context.scopeId}\u0000${metric.name}\u0000${metric.kind}`;
    let accepted = 0;
    for (const point of metric.points) if (measurePoint(metric, point, family, context)) accepted++;
    return accepted;
  }

  function measurePoint(metric: MeasuredMetric, point: MetricPoint, family: string, context: Context): boolean {
    const { refusals, receivedMs, batch, resourceId } = context;
    if (tooMany(point.attributes, context)) return refuse(refusals, 'too_many_attributes', metric.name);
    const stream = `${family}\u0001${attributesKey(point.attributes)}`;
    const lookup = lookupIn(point.attributes, context.resource);
    const known = routesByStream.get(stream);
    const routes = known ?? router.metric(metric.name, metric.unit, lookup);
    if (routes.length === 0) return refuse(refusals, 'unwatched', metric.name);
    if (known === undefined && hasLongLabel(routes)) return refuse(refusals, 'label_too_long', metric.name);

    const outcome = metricStreams.read(metric, point, { stream, family }, receivedMs);
    if (outcome.status === 'refused') return refuse(refusals, outcome.reason, metric.name);
    if (known === undefined) routesByStream.set(stream, routes);
    const { fromMs, toMs } =
      outcome.status === 'observed' ? interval(outcome.observation) : { fromMs: point.timeMs, toMs: point.timeMs };
    const metricRank = routes.find((route) => route.httpRank !== null)?.httpRank ?? null;
    const teller = { service: lookup('service.name'), resource: resourceId, metricRank };
    const clip = metricRank === null ? null : claimHttp(teller, fromMs, toMs, receivedMs);
    if (outcome.status === 'observed') {
      const distributed = distribute(outcome.observation, routes, clip, limits.maxSpanMs, batch);
      if (distributed.status === 'refused') return refuse(refusals, distributed.reason, metric.name);
    }
    // Spans of the same sender come by another way: what they cover says nothing about its metrics.
    batch.mark(`metrics/${resourceId}`, point.timeMs);
    return true;
  }

  function measureSpan(span: DecodedSpan, context: Context): number {
    const { refusals, receivedMs, batch, resourceId } = context;
    const refused = (reason: Refusal['reason']) => (refuse(refusals, reason, 'span'), 0);
    if (span.kind !== SPAN_KIND_SERVER || !router.wantsSpans) return refused('unwatched');
    if (tooMany(span.attributes, context)) return refused('too_many_attributes');
    const lookup = lookupIn(span.attributes, context.resource);
    const routes = router.span(lookup, span.status === SPAN_STATUS_ERROR);
    if (routes.length === 0) return refused('unwatched');
    if (hasLongLabel(routes)) return refused('label_too_long');
    const problem =
      span.startMs === 0 ? 'no_time' : timeProblem({ startMs: span.startMs, timeMs: span.endMs }, receivedMs, limits);
    if (problem !== null) return refused(problem);
    const teller = { service: lookup('service.name'), resource: resourceId, metricRank: null };
    const clip = claimHttp(teller, span.endMs, span.endMs, receivedMs);
    const distributed = distribute(observeSpan(span.startMs, span.endMs), routes, clip, limits.maxSpanMs, batch);
    if (distributed.status === 'refused') return refused(distributed.reason);
    batch.mark(`spans/${resourceId}`, span.endMs);
    return 1;
  }

  function tooMany(attributes: Attributes, { resource }: Context): boolean {
    return attributes.length + resource.length > limits.maxAttributes;
  }

  function hasLongLabel(routes: readonly Route[]): boolean {
    return routes.some(({ targets }) =>
      targets.some(({ labels }) => Object.values(labels).some((value) => value.length > limits.maxLabelLength)),
    );
  }

  return {
    metrics: (request, receivedMs) => run(request.resources, request.malformed, receivedMs, measureMetric),
    traces: (request, receivedMs) => run(request.resources, request.malformed, receivedMs, measureSpan),
    snapshot: () => ({
      version: SNAPSHOT_VERSION,
      streams: streams.entries(),
      families: familyState.entries(),
      resources: resources.entries(),
      services: services.entries(),
    }),
    restore(snapshot) {
      if (snapshot.version !== SNAPSHOT_VERSION) return false;
      streams.restore(snapshot.streams);
      familyState.restore(snapshot.families);
      resources.restore(snapshot.resources);
      services.restore(snapshot.services);
      routesByStream.clear();
      return true;
    },
    get streamCount() {
      return streams.size;
    },
  };
}

/** What the points of one scope have in common. */
interface Context {
  readonly resource: Attributes;
  readonly resourceId: string;
  readonly scopeId: string;
  readonly receivedMs: number;
  readonly refusals: RefusalCounter;
  readonly batch: BatchBuilder;
}

function refuse(refusals: RefusalCounter, reason: Refusal['reason'], where: string): false {
  refusals.add(reason, where);
  return false;
}

/** The part of a stream's key that names its family. */
function familyOf(streamKey: string): string {
  return streamKey.slice(0, streamKey.indexOf('\u0001'));
}
