import { Cursor } from './cursor.ts';
import { readExponentialPoint, readHistogramPoint, readNumberPoint, type PointReader } from './data-points.ts';
import { createEnvelopeReader, within } from './envelope.ts';
import { EXPONENTIAL, GAUGE, HISTOGRAM, MetricColumns, OTHER, SUM } from './metric-columns.ts';
import { bytesTag, varintTag } from './tags.ts';
import { readWire, type WireResult } from './wire-result.ts';

/** Tags of opentelemetry-proto's messages. A known field of another wire type is an unknown one. */
const SCOPE = bytesTag(1);
const SCOPE_NAME = bytesTag(1);
const SCOPE_VERSION = bytesTag(2);
const METRICS = bytesTag(2);
const METRIC_NAME = bytesTag(1);
const METRIC_UNIT = bytesTag(3);
const METRIC_GAUGE = bytesTag(5);
const METRIC_SUM = bytesTag(7);
const METRIC_HISTOGRAM = bytesTag(9);
const METRIC_EXPONENTIAL = bytesTag(10);
const METRIC_SUMMARY = bytesTag(11);
const DATA_POINTS = bytesTag(1);
const DATA_TEMPORALITY = varintTag(2);
const DATA_MONOTONIC = varintTag(3);

/**
 * Reads ExportMetricsServiceRequests into columns without making objects of what is in them.
 *
 * As protobuf has it: fields in any order, of a field that stands twice the last one, of a message that stands twice both,
 * of a oneof the last one; unknown fields and known ones of a wrong wire type are skipped.
 */
export function createMetricsReader() {
  const cursor = new Cursor();
  const columns = new MetricColumns();

  const request = createEnvelopeReader(cursor, columns.resources, scopeMetrics);

  function scopeMetrics(ofResource: number): void {
    const { scopes } = columns;
    const row = scopes.add(ofResource);
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag === SCOPE) within(cursor, scope, row);
      else if (tag === METRICS) within(cursor, metric, row);
      else cursor.skip(tag);
    }
  }

  function scope(row: number): void {
    const { scopes } = columns;
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag !== SCOPE_NAME && tag !== SCOPE_VERSION) cursor.skip(tag);
      else {
        const end = cursor.length();
        if (tag === SCOPE_NAME) {
          scopes.nameFrom[row] = cursor.pos;
          scopes.nameTo[row] = end;
        } else {
          scopes.versionFrom[row] = cursor.pos;
          scopes.versionTo[row] = end;
        }
        cursor.pos = end;
      }
    }
  }

  function metric(ofScope: number): void {
    const { metrics, points } = columns;
    const row = metrics.add(ofScope, points.count);
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      switch (tag) {
        case METRIC_NAME: {
          const end = cursor.length();
          metrics.nameFrom[row] = cursor.pos;
          metrics.nameTo[row] = end;
          cursor.pos = end;
          break;
        }
        case METRIC_UNIT: {
          const end = cursor.length();
          metrics.unitFrom[row] = cursor.pos;
          metrics.unitTo[row] = end;
          cursor.pos = end;
          break;
        }
        case METRIC_GAUGE:
          become(row, GAUGE);
          within(cursor, numbers, row);
          break;
        case METRIC_SUM:
          become(row, SUM);
          within(cursor, numbers, row);
          break;
        case METRIC_HISTOGRAM:
          become(row, HISTOGRAM);
          within(cursor, histograms, row);
          break;
        case METRIC_EXPONENTIAL:
          become(row, EXPONENTIAL);
          within(cursor, exponentials, row);
          break;
        case METRIC_SUMMARY:
          become(row, OTHER);
          within(cursor, summaries, row);
          break;
        default:
          cursor.skip(tag);
      }
    }
    if (metrics.kind[row] !== OTHER) metrics.pointCount[row] = points.count - metrics.firstPoint[row]!;
  }

  /** A metric's data is a oneof: what came of another kind before is gone. */
  function become(row: number, kind: number): void {
    const { metrics, points } = columns;
    if (metrics.kind[row] === kind) return;
    metrics.kind[row] = kind;
    metrics.temporality[row] = metrics.monotonic[row] = metrics.pointCount[row] = 0;
    points.count = metrics.firstPoint[row]!;
  }

  const numbers = dataOf(readNumberPoint);
  const histograms = dataOf(readHistogramPoint);
  const exponentials = dataOf(readExponentialPoint);

  /** Gauge, Sum, Histogram and ExponentialHistogram: their points, and how these relate to each other. */
  function dataOf(readPoint: PointReader): (row: number) => void {
    return (row) => {
      const { metrics } = columns;
      const kind = metrics.kind[row]!;
      while (cursor.pos < cursor.end) {
        const tag = cursor.tag();
        if (tag === DATA_POINTS) {
          const outer = cursor.enter();
          readPoint(cursor, columns);
          cursor.end = outer;
        } else if (tag === DATA_TEMPORALITY && kind !== GAUGE) metrics.temporality[row] = cursor.varint();
        else if (tag === DATA_MONOTONIC && kind === SUM) metrics.monotonic[row] = cursor.bool() ? 1 : 0;
        else cursor.skip(tag);
      }
    };
  }

  function summaries(row: number): void {
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      cursor.skip(tag);
      if (tag === DATA_POINTS) columns.metrics.pointCount[row]!++;
    }
  }

  return {
    /** What is in the bytes; the columns are filled anew by the next call. */
    read(bytes: Uint8Array): WireResult<MetricColumns> {
      return readWire(columns, () => {
        cursor.begin(bytes);
        columns.clear(bytes);
        request();
        cursor.release();
      });
    },
  };
}
