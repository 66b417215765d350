import { Cursor } from './cursor.ts';
import { timeAt } from './data-points.ts';
import { readResource } from './resource-reader.ts';
import { SpanColumns } from './span-columns.ts';
import { bytesTag, fixed64Tag, RESOURCE_OF, SPAN_ATTRIBUTES, varintTag } from './tags.ts';
import { readWire, type WireResult } from './wire-result.ts';

/** Tags of opentelemetry-proto's messages. */
const RESOURCE_SPANS = bytesTag(1);
const SCOPE_SPANS = bytesTag(2);
const SPANS = bytesTag(2);
const SPAN_KIND = varintTag(6);
const SPAN_START = fixed64Tag(7);
const SPAN_END = fixed64Tag(8);
const SPAN_STATUS = bytesTag(15);
const STATUS_CODE = varintTag(3);

/**
 * Reads ExportTraceServiceRequests into columns without making objects of what is in them: of a span's attributes only that
 * they are there. As protobuf has it; see createMetricsReader.
 */
export function createTracesReader() {
  const cursor = new Cursor();
  const columns = new SpanColumns();

  /** Reads the message that begins with its length here. */
  function within(read: (parent: number) => void, parent: number): void {
    const outer = cursor.enter();
    read(parent);
    cursor.end = outer;
  }

  function request(): void {
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag !== RESOURCE_SPANS) cursor.skip(tag);
      else within(resourceSpans, 0);
    }
  }

  function resourceSpans(): void {
    const { resources } = columns;
    const row = resources.add();
    resources.from[row] = cursor.pos;
    resources.to[row] = cursor.end;
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag === RESOURCE_OF) within(resource, row);
      else if (tag === SCOPE_SPANS) within(scopeSpans, row);
      else cursor.skip(tag);
    }
  }

  const resource = (row: number): void => readResource(cursor, columns.resources, row);

  function scopeSpans(ofResource: number): void {
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag === SPANS) within(span, ofResource);
      else cursor.skip(tag);
    }
  }

  function span(ofResource: number): void {
    const row = columns.add(ofResource);
    columns.from[row] = cursor.pos;
    columns.to[row] = cursor.end;
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      switch (tag) {
        case SPAN_ATTRIBUTES:
          columns.attributeCount[row]!++;
          cursor.skip(tag);
          break;
        case SPAN_KIND:
          columns.kind[row] = cursor.varint();
          break;
        case SPAN_START:
          columns.startMs[row] = timeAt(cursor.view, cursor.fixed64());
          break;
        case SPAN_END:
          columns.endMs[row] = timeAt(cursor.view, cursor.fixed64());
          break;
        case SPAN_STATUS:
          within(status, row);
          break;
        default:
          cursor.skip(tag);
      }
    }
  }

  function status(row: number): void {
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag === STATUS_CODE) columns.status[row] = cursor.varint();
      else cursor.skip(tag);
    }
  }

  return {
    /** What is in the bytes; the columns are filled anew by the next call. */
    read(bytes: Uint8Array): WireResult<SpanColumns> {
      return readWire(columns, () => {
        cursor.begin(bytes);
        columns.clear(bytes);
        request();
        cursor.release();
      });
    },
  };
}
