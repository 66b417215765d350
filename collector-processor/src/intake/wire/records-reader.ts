import type { Cursor } from './cursor.ts';
import { createEnvelopeReader, within } from './envelope.ts';
import type { RecordColumns } from './record-columns.ts';
import { bytesTag } from './tags.ts';
import { readWire, type WireResult } from './wire-result.ts';

/** The spans of a ScopeSpans, the log records of a ScopeLogs: opentelemetry-proto gives both the same field. */
const RECORDS = bytesTag(2);

/**
 * Reads export requests of spans or of log records into columns, a row a record.
 *
 * @param fields reads what the row keeps of its record, which the cursor is bounded to
 */
export function createRecordsReader<Columns extends RecordColumns>(
  cursor: Cursor,
  columns: Columns,
  fields: (row: number) => void,
) {
  const request = createEnvelopeReader(cursor, columns.resources, scope);

  function scope(ofResource: number): void {
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      if (tag === RECORDS) within(cursor, record, ofResource);
      else cursor.skip(tag);
    }
  }

  function record(ofResource: number): void {
    const row = columns.add(ofResource);
    columns.from[row] = cursor.pos;
    columns.to[row] = cursor.end;
    fields(row);
  }

  return {
    /** What is in the bytes; the columns are filled anew by the next call. */
    read(bytes: Uint8Array): WireResult<Columns> {
      return readWire(columns, () => {
        cursor.begin(bytes);
        columns.clear(bytes);
        request();
        cursor.release();
      });
    },
  };
}
