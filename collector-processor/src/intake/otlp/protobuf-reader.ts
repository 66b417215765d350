import type {
  Decoded,
  DecodedLog,
  DecodedLogs,
  DecodedMetric,
  DecodedMetrics,
  DecodedResource,
  DecodedSpan,
  DecodedTraces,
  DecodeResult,
} from './decoded.ts';
import { nanosToMs, signedToNumber, unsignedToNumber } from './integers.ts';
import { messageType } from './proto-schema.ts';
import {
  attributes,
  logBody,
  logFields,
  type Int64,
  type WireAttribute,
  type WireValue,
} from './protobuf-attributes.ts';
import { temporality } from './temporality.ts';

const metricsRequest = messageType('MetricsRequest');
const tracesRequest = messageType('TracesRequest');
const logsRequest = messageType('LogsRequest');

/** What protobufjs gives for the table in proto-schema.ts; absent messages are null, absent `optional` fields not own. */
interface WirePoint {
  attributes: WireAttribute[];
  startTimeUnixNano: Int64;
  timeUnixNano: Int64;
  flags: number;
}
interface WireNumberPoint extends WirePoint {
  asDouble: number;
  asInt: Int64;
}
interface WireHistogramPoint extends WirePoint {
  count: Int64;
  sum: number;
  max: number;
  bucketCounts: Int64[];
  explicitBounds: number[];
}
interface WireBuckets {
  offset: number;
  bucketCounts: Int64[];
}
interface WireExponentialPoint extends WirePoint {
  count: Int64;
  sum: number;
  max: number;
  scale: number;
  zeroCount: Int64;
  zeroThreshold: number;
  positive: WireBuckets | null;
  negative: WireBuckets | null;
}
interface WireData<Point> {
  dataPoints: Point[];
  aggregationTemporality: number;
  isMonotonic: boolean;
}
interface WireMetric {
  name: string;
  unit: string;
  gauge: WireData<WireNumberPoint> | null;
  sum: WireData<WireNumberPoint> | null;
  histogram: WireData<WireHistogramPoint> | null;
  exponentialHistogram: WireData<WireExponentialPoint> | null;
  summary: WireData<object> | null;
}
interface WireSpan {
  kind: number;
  startTimeUnixNano: Int64;
  endTimeUnixNano: Int64;
  attributes: WireAttribute[];
  status: { code: number } | null;
}
interface WireLog {
  timeUnixNano: Int64;
  observedTimeUnixNano: Int64;
  body: WireValue | null;
  attributes: WireAttribute[];
}
interface WireScope {
  scope: { name: string; version: string } | null;
}
interface WireResource {
  resource: { attributes: WireAttribute[] } | null;
}

/** Reads an ExportMetricsServiceRequest. */
export function readMetricsProtobuf(bytes: Uint8Array): DecodeResult<DecodedMetrics> {
  return read(() => {
    const wire = metricsRequest.decode(bytes) as unknown as {
      resourceMetrics: (WireResource & { scopeMetrics: (WireScope & { metrics: WireMetric[] })[] })[];
    };
    return wire.resourceMetrics.map((entry) =>
      resource(entry, entry.scopeMetrics, (scope) => scope.metrics.map(metric)),
    );
  });
}

/** Reads an ExportTraceServiceRequest. */
export function readTracesProtobuf(bytes: Uint8Array): DecodeResult<DecodedTraces> {
  return read(() => {
    const wire = tracesRequest.decode(bytes) as unknown as {
      resourceSpans: (WireResource & { scopeSpans: (WireScope & { spans: WireSpan[] })[] })[];
    };
    return wire.resourceSpans.map((entry) => resource(entry, entry.scopeSpans, (scope) => scope.spans.map(span)));
  });
}

/** Reads an ExportLogsServiceRequest. */
export function readLogsProtobuf(bytes: Uint8Array): DecodeResult<DecodedLogs> {
  return read(() => {
    const wire = logsRequest.decode(bytes) as unknown as {
      resourceLogs: (WireResource & { scopeLogs: (WireScope & { logRecords: WireLog[] })[] })[];
    };
    return wire.resourceLogs.map((entry) => resource(entry, entry.scopeLogs, (scope) => scope.logRecords.map(log)));
  });
}

/** A broken wire format cannot be read on from the break, so it fails the whole request. */
function read<Item>(resources: () => DecodedResource<Item>[]): DecodeResult<Decoded<Item>> {
  try {
    return { status: 'decoded', request: { resources: resources(), malformed: { count: 0, message: '' } } };
  } catch (error) {
    return {
      status: 'malformed',
      error: `not a valid protobuf message: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function resource<Scope extends WireScope, Item>(
  entry: WireResource,
  scopes: Scope[],
  items: (scope: Scope) => Item[],
): DecodedResource<Item> {
  return {
    attributes: attributes(entry.resource?.attributes ?? []),
    scopes: scopes.map((scope) => ({
      name: scope.scope?.name ?? '',
      version: scope.scope?.version ?? '',
      items: items(scope),
    })),
  };
}

function metric(wire: WireMetric): DecodedMetric {
  const head = { name: wire.name, unit: wire.unit };
  if (wire.gauge) return { ...head, kind: 'gauge', points: wire.gauge.dataPoints.map(numberPoint) };
  if (wire.sum) {
    const { dataPoints, aggregationTemporality, isMonotonic } = wire.sum;
    return {
      ...head,
      kind: 'sum',
      temporality: temporality(aggregationTemporality),
      monotonic: isMonotonic,
      points: dataPoints.map(numberPoint),
    };
  }
  if (wire.histogram) {
    const { dataPoints, aggregationTemporality } = wire.histogram;
    return {
      ...head,
      kind: 'histogram',
      temporality: temporality(aggregationTemporality),
      points: dataPoints.map(histogramPoint),
    };
  }
  if (wire.exponentialHistogram) {
    const { dataPoints, aggregationTemporality } = wire.exponentialHistogram;
    return {
      ...head,
      kind: 'exponential',
      temporality: temporality(aggregationTemporality),
      points: dataPoints.map(exponentialPoint),
    };
  }
  return { ...head, kind: 'other', pointCount: wire.summary?.dataPoints.length ?? 0 };
}

function point(wire: WirePoint) {
  return {
    attributes: attributes(wire.attributes),
    startMs: nanosToMs(wire.startTimeUnixNano),
    timeMs: nanosToMs(wire.timeUnixNano),
    flags: wire.flags,
  };
}

function numberPoint(wire: WireNumberPoint) {
  const value = Object.hasOwn(wire, 'asDouble')
    ? wire.asDouble
    : Object.hasOwn(wire, 'asInt')
      ? signedToNumber(wire.asInt)
      : NaN;
  return { ...point(wire), value };
}

function histogramPoint(wire: WireHistogramPoint) {
  return {
    ...point(wire),
    ...totals(wire),
    bounds: wire.explicitBounds,
    counts: wire.bucketCounts.map(unsignedToNumber),
  };
}

function exponentialPoint(wire: WireExponentialPoint) {
  return {
    ...point(wire),
    ...totals(wire),
    scale: wire.scale,
    zeroCount: unsignedToNumber(wire.zeroCount),
    zeroThreshold: wire.zeroThreshold,
    positive: buckets(wire.positive),
    negative: buckets(wire.negative),
  };
}

function totals(wire: { count: Int64; sum: number; max: number }) {
  return {
    count: unsignedToNumber(wire.count),
    sum: Object.hasOwn(wire, 'sum') ? wire.sum : NaN,
    max: Object.hasOwn(wire, 'max') ? wire.max : NaN,
  };
}

function buckets(wire: WireBuckets | null) {
  return { offset: wire?.offset ?? 0, counts: wire?.bucketCounts.map(unsignedToNumber) ?? [] };
}

function span(wire: WireSpan): DecodedSpan {
  return {
    kind: wire.kind,
    startMs: nanosToMs(wire.startTimeUnixNano),
    endMs: nanosToMs(wire.endTimeUnixNano),
    attributes: attributes(wire.attributes),
    status: wire.status?.code ?? 0,
  };
}

function log(wire: WireLog): DecodedLog {
  return {
    timeMs: nanosToMs(wire.timeUnixNano),
    observedMs: nanosToMs(wire.observedTimeUnixNano),
    attributes: logFields(wire.attributes),
    body: wire.body === null ? null : logBody(wire.body),
  };
}
