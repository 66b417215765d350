import { Cursor } from './cursor.ts';
import { timeAt } from './data-points.ts';
import { within } from './envelope.ts';
import { createRecordsReader } from './records-reader.ts';
import { SpanColumns } from './span-columns.ts';
import { bytesTag, fixed64Tag, SPAN_ATTRIBUTES, varintTag } from './tags.ts';

/** Tags of opentelemetry-proto's messages. */
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

  function span(row: number): void {
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
          within(cursor, status, row);
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

  return createRecordsReader(cursor, columns, span);
}
