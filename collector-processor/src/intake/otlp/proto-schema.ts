import protobuf from 'protobufjs/light.js';

/** `oneof …`: of all fields with the same one, the last that was sent counts. */
type FieldSpec = readonly [id: number, type: string, rule?: 'repeated' | 'optional' | `oneof ${string}`];

/**
 * The part of opentelemetry-proto (v1) that Tidemark reads: field numbers and wire types, nothing else. Unknown fields
 * are skipped by their wire type, as protobuf requires.
 *
 * An attribute's array and map values are declared as `bytes`, which have the same wire type: they stay opaque and
 * cannot nest deeper than one level, whatever a sender does.
 */
const MESSAGES: Readonly<Record<string, Readonly<Record<string, FieldSpec>>>> = {
  MetricsRequest: { resourceMetrics: [1, 'ResourceMetrics', 'repeated'] },
  ResourceMetrics: { resource: [1, 'Resource'], scopeMetrics: [2, 'ScopeMetrics', 'repeated'] },
  ScopeMetrics: { scope: [1, 'Scope'], metrics: [2, 'Metric', 'repeated'] },
  Metric: {
    name: [1, 'string'],
    unit: [3, 'string'],
    gauge: [5, 'Gauge', 'oneof data'],
    sum: [7, 'Sum', 'oneof data'],
    histogram: [9, 'Histogram', 'oneof data'],
    exponentialHistogram: [10, 'ExponentialHistogram', 'oneof data'],
    summary: [11, 'Summary', 'oneof data'],
  },
  Gauge: { dataPoints: [1, 'NumberDataPoint', 'repeated'] },
  Sum: {
    dataPoints: [1, 'NumberDataPoint', 'repeated'],
    aggregationTemporality: [2, 'int32'],
    isMonotonic: [3, 'bool'],
  },
  Histogram: { dataPoints: [1, 'HistogramDataPoint', 'repeated'], aggregationTemporality: [2, 'int32'] },
  ExponentialHistogram: {
    dataPoints: [1, 'ExponentialHistogramDataPoint', 'repeated'],
    aggregationTemporality: [2, 'int32'],
  },
  Summary: { dataPoints: [1, 'SummaryDataPoint', 'repeated'] },
  SummaryDataPoint: {},
  NumberDataPoint: {
    startTimeUnixNano: [2, 'fixed64'],
    timeUnixNano: [3, 'fixed64'],
    asDouble: [4, 'double', 'oneof number'],
    asInt: [6, 'sfixed64', 'oneof number'],
    attributes: [7, 'KeyValue', 'repeated'],
    flags: [8, 'uint32'],
  },
  HistogramDataPoint: {
    startTimeUnixNano: [2, 'fixed64'],
    timeUnixNano: [3, 'fixed64'],
    count: [4, 'fixed64'],
    sum: [5, 'double', 'optional'],
    bucketCounts: [6, 'fixed64', 'repeated'],
    explicitBounds: [7, 'double', 'repeated'],
    attributes: [9, 'KeyValue', 'repeated'],
    flags: [10, 'uint32'],
    max: [12, 'double', 'optional'],
  },
  ExponentialHistogramDataPoint: {
    attributes: [1, 'KeyValue', 'repeated'],
    startTimeUnixNano: [2, 'fixed64'],
    timeUnixNano: [3, 'fixed64'],
    count: [4, 'fixed64'],
    sum: [5, 'double', 'optional'],
    scale: [6, 'sint32'],
    zeroCount: [7, 'fixed64'],
    positive: [8, 'Buckets'],
    negative: [9, 'Buckets'],
    flags: [10, 'uint32'],
    max: [13, 'double', 'optional'],
    zeroThreshold: [14, 'double'],
  },
  Buckets: { offset: [1, 'sint32'], bucketCounts: [2, 'uint64', 'repeated'] },

  TracesRequest: { resourceSpans: [1, 'ResourceSpans', 'repeated'] },
  ResourceSpans: { resource: [1, 'Resource'], scopeSpans: [2, 'ScopeSpans', 'repeated'] },
  ScopeSpans: { scope: [1, 'Scope'], spans: [2, 'Span', 'repeated'] },
  Span: {
    kind: [6, 'int32'],
    startTimeUnixNano: [7, 'fixed64'],
    endTimeUnixNano: [8, 'fixed64'],
    attributes: [9, 'KeyValue', 'repeated'],
    status: [15, 'SpanStatus'],
  },
  SpanStatus: { code: [3, 'int32'] },

  LogsRequest: { resourceLogs: [1, 'ResourceLogs', 'repeated'] },
  ResourceLogs: { resource: [1, 'Resource'], scopeLogs: [2, 'ScopeLogs', 'repeated'] },
  ScopeLogs: { scope: [1, 'Scope'], logRecords: [2, 'LogRecord', 'repeated'] },
  LogRecord: {
    timeUnixNano: [1, 'fixed64'],
    body: [5, 'AnyValue'],
    attributes: [6, 'KeyValue', 'repeated'],
    observedTimeUnixNano: [11, 'fixed64'],
  },
  /** Of a body that is a map. */
  KeyValueList: { values: [1, 'KeyValue', 'repeated'] },

  Resource: { attributes: [1, 'KeyValue', 'repeated'] },
  Scope: { name: [1, 'string'], version: [2, 'string'] },
  KeyValue: { key: [1, 'string'], value: [2, 'AnyValue'] },
  AnyValue: {
    stringValue: [1, 'string', 'oneof any'],
    boolValue: [2, 'bool', 'oneof any'],
    intValue: [3, 'int64', 'oneof any'],
    doubleValue: [4, 'double', 'oneof any'],
    arrayValue: [5, 'bytes', 'oneof any'],
    kvlistValue: [6, 'bytes', 'oneof any'],
    bytesValue: [7, 'bytes', 'oneof any'],
  },

  // What is answered.
  MetricsResponse: { partialSuccess: [1, 'MetricsPartialSuccess'] },
  MetricsPartialSuccess: { rejectedDataPoints: [1, 'int64'], errorMessage: [2, 'string'] },
  TracesResponse: { partialSuccess: [1, 'TracesPartialSuccess'] },
  TracesPartialSuccess: { rejectedSpans: [1, 'int64'], errorMessage: [2, 'string'] },
  LogsResponse: { partialSuccess: [1, 'LogsPartialSuccess'] },
  LogsPartialSuccess: { rejectedLogRecords: [1, 'int64'], errorMessage: [2, 'string'] },
  /** google.rpc.Status */
  Status: { code: [1, 'int32'], message: [2, 'string'] },
};

const root = protobuf.Root.fromJSON({ nested: asJson() });
root.resolveAll();

function asJson(): Record<string, protobuf.IType> {
  return Object.fromEntries(Object.entries(MESSAGES).map(([message, fields]) => [message, messageJson(fields)]));
}

/** An `optional` field is a oneof of its own, as protoc has it: left out by the sender, it is no own property. */
function messageJson(specs: Readonly<Record<string, FieldSpec>>): protobuf.IType {
  const fields: Record<string, protobuf.IField> = {};
  const oneofs: Record<string, protobuf.IOneOf> = {};
  for (const [name, [id, type, rule]] of Object.entries(specs)) {
    fields[name] = rule === 'repeated' ? { id, type, rule } : { id, type };
    if (rule === 'optional') oneofs[`_${name}`] = { oneof: [name] };
    if (rule?.startsWith('oneof')) (oneofs[rule] ??= { oneof: [] }).oneof.push(name);
  }
  return { fields, oneofs };
}

/** A message type of OTLP by its name in the table above. */
export function messageType(name: string): protobuf.Type {
  return root.lookupType(name);
}
