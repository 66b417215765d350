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
  ExponentialBuckets,
} from './decoded.ts';
import { attributes, logBody, logFields } from './json-attributes.ts';
import {
  bool,
  double,
  integer,
  list,
  MalformedItems,
  object,
  ShapeError,
  text,
  timeMs,
  unsigned,
  type JsonObject,
} from './json-shape.ts';
import { temporality } from './temporality.ts';

/** Reads an ExportMetricsServiceRequest from what JSON.parse gave (also a line of the Collector's file exporter). */
export function readMetricsJson(root: unknown): DecodeResult<DecodedMetrics> {
  return readRequest(root, 'resourceMetrics', 'scopeMetrics', 'metrics', metric);
}

/** Reads an ExportTraceServiceRequest from what JSON.parse gave. */
export function readTracesJson(root: unknown): DecodeResult<DecodedTraces> {
  return readRequest(root, 'resourceSpans', 'scopeSpans', 'spans', span);
}

/** Reads an ExportLogsServiceRequest from what JSON.parse gave. */
export function readLogsJson(root: unknown): DecodeResult<DecodedLogs> {
  return readRequest(root, 'resourceLogs', 'scopeLogs', 'logRecords', log);
}

/** OTLP/JSON text, whatever its signal, as JSON.parse gives it. */
export function parseJson(bytes: Uint8Array): DecodeResult<unknown> {
  try {
    return {
      status: 'decoded',
      request: JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')),
    };
  } catch (error) {
    return { status: 'malformed', error: `not valid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

type ItemReader<Item> = (value: JsonObject, path: string, malformed: MalformedItems) => Item;

function readRequest<Item>(
  root: unknown,
  resourcesName: string,
  scopesName: string,
  itemsName: string,
  readItem: ItemReader<Item>,
): DecodeResult<Decoded<Item>> {
  const malformed = new MalformedItems();
  const read = { items: 0 };
  const readResource = (value: unknown, path: string): DecodedResource<Item> => {
    const entry = object(value, path);
    return {
      attributes: attributes(object(entry.resource, `${path}.resource`).attributes, `${path}.resource.attributes`),
      scopes: malformed.readEach(list(entry[scopesName], `${path}.${scopesName}`), `${path}.${scopesName}`, readScope),
    };
  };
  const readScope = (value: unknown, path: string) => {
    const entry = object(value, path);
    const scope = object(entry.scope, `${path}.scope`);
    const itemsPath = `${path}.${itemsName}`;
    const items = malformed.readEach(list(entry[itemsName], itemsPath), itemsPath, (item, itemPath) =>
      readItem(object(item, itemPath), itemPath, malformed),
    );
    read.items += items.length;
    return {
      name: text(scope.name, `${path}.scope.name`),
      version: text(scope.version, `${path}.scope.version`),
      items,
    };
  };
  try {
    if (root === null || typeof root !== 'object' || Array.isArray(root))
      throw new ShapeError('the request', 'an object', root);
    const entries = list((root as JsonObject)[resourcesName], resourcesName);
    const resources = malformed.readEach(entries, resourcesName, readResource);
    const result = malformed.result();
    if (result.count > 0 && read.items === 0) return { status: 'malformed', error: result.message };
    return { status: 'decoded', request: { resources, malformed: result } };
  } catch (error) {
    if (error instanceof ShapeError) return { status: 'malformed', error: error.message };
    throw error;
  }
}

const metric: ItemReader<DecodedMetric> = (value, path, malformed) => {
  const head = { name: text(value.name, `${path}.name`), unit: text(value.unit, `${path}.unit`) };
  const data = (name: string) => object(value[name], `${path}.${name}`);
  const points = <Point>(name: string, readPoint: (point: JsonObject, path: string) => Point) => {
    const pointsPath = `${path}.${name}.dataPoints`;
    return malformed.readEach(list(data(name).dataPoints, pointsPath), pointsPath, (each, at) =>
      readPoint(object(each, at), at),
    );
  };
  const temporalityOf = (name: string) =>
    temporality(integer(data(name).aggregationTemporality, `${path}.${name}.aggregationTemporality`));

  if (value.gauge != null) return { ...head, kind: 'gauge', points: points('gauge', numberPoint) };
  if (value.sum != null) {
    const monotonic = bool(data('sum').isMonotonic, `${path}.sum.isMonotonic`);
    return { ...head, kind: 'sum', temporality: temporalityOf('sum'), monotonic, points: points('sum', numberPoint) };
  }
  if (value.histogram != null) {
    return {
      ...head,
      kind: 'histogram',
      temporality: temporalityOf('histogram'),
      points: points('histogram', histogramPoint),
    };
  }
  if (value.exponentialHistogram != null) {
    const name = 'exponentialHistogram';
    return { ...head, kind: 'exponential', temporality: temporalityOf(name), points: points(name, exponentialPoint) };
  }
  return { ...head, kind: 'other', pointCount: list(data('summary').dataPoints, `${path}.summary.dataPoints`).length };
};

function point(value: JsonObject, path: string) {
  return {
    attributes: attributes(value.attributes, `${path}.attributes`),
    startMs: timeMs(value.startTimeUnixNano, `${path}.startTimeUnixNano`),
    timeMs: timeMs(value.timeUnixNano, `${path}.timeUnixNano`),
    flags: unsigned(value.flags, `${path}.flags`),
  };
}

function numberPoint(value: JsonObject, path: string) {
  const number =
    value.asDouble != null
      ? double(value.asDouble, `${path}.asDouble`)
      : value.asInt != null
        ? integer(value.asInt, `${path}.asInt`)
        : NaN;
  return { ...point(value, path), value: number };
}

function histogramPoint(value: JsonObject, path: string) {
  return {
    ...point(value, path),
    ...totals(value, path),
    bounds: list(value.explicitBounds, `${path}.explicitBounds`).map((bound, i) =>
      double(bound, `${path}.explicitBounds[${i}]`),
    ),
    counts: counts(value.bucketCounts, `${path}.bucketCounts`),
  };
}

function exponentialPoint(value: JsonObject, path: string) {
  const threshold = double(value.zeroThreshold, `${path}.zeroThreshold`);
  return {
    ...point(value, path),
    ...totals(value, path),
    scale: integer(value.scale, `${path}.scale`),
    zeroCount: unsigned(value.zeroCount, `${path}.zeroCount`),
    zeroThreshold: Number.isNaN(threshold) ? 0 : threshold,
    positive: buckets(value.positive, `${path}.positive`),
    negative: buckets(value.negative, `${path}.negative`),
  };
}

function totals(value: JsonObject, path: string) {
  return {
    count: unsigned(value.count, `${path}.count`),
    sum: double(value.sum, `${path}.sum`),
    max: double(value.max, `${path}.max`),
  };
}

function buckets(value: unknown, path: string): ExponentialBuckets {
  const entry = object(value, path);
  return {
    offset: integer(entry.offset, `${path}.offset`),
    counts: counts(entry.bucketCounts, `${path}.bucketCounts`),
  };
}

function counts(value: unknown, path: string): number[] {
  return list(value, path).map((count, i) => unsigned(count, `${path}[${i}]`));
}

const span: ItemReader<DecodedSpan> = (value, path) => ({
  kind: integer(value.kind, `${path}.kind`),
  startMs: timeMs(value.startTimeUnixNano, `${path}.startTimeUnixNano`),
  endMs: timeMs(value.endTimeUnixNano, `${path}.endTimeUnixNano`),
  attributes: attributes(value.attributes, `${path}.attributes`),
  status: integer(object(value.status, `${path}.status`).code, `${path}.status.code`),
});

const log: ItemReader<DecodedLog> = (value, path) => ({
  timeMs: timeMs(value.timeUnixNano, `${path}.timeUnixNano`),
  observedMs: timeMs(value.observedTimeUnixNano, `${path}.observedTimeUnixNano`),
  attributes: logFields(value.attributes, `${path}.attributes`),
  body: logBody(object(value.body, `${path}.body`), `${path}.body`),
});
