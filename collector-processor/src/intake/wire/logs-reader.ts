import { Cursor } from './cursor.ts';
import { timeAt } from './data-points.ts';
import { within } from './envelope.ts';
import { KeySet } from './key-set.ts';
import { LogColumns, MAP_BODY, NO_BODY, TEXT_BODY } from './log-columns.ts';
import { createRecordsReader } from './records-reader.ts';
import { ANY_VALUE, bytesTag, fixed64Tag, LOG_ATTRIBUTES } from './tags.ts';

/** Tags of opentelemetry-proto's messages. */
const LOG_TIME = fixed64Tag(1);
const LOG_BODY = bytesTag(5);
const LOG_OBSERVED = fixed64Tag(11);

/**
 * Reads ExportLogsServiceRequests into columns without making objects of what is in them: of a record its times, where its
 * body stands, and whether one of its attributes may have one of the names. As protobuf has it; see createMetricsReader.
 */
export function createLogsReader(names: readonly string[]) {
  const cursor = new Cursor();
  const columns = new LogColumns();
  const keys = new KeySet(names);

  function record(row: number): void {
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      switch (tag) {
        case LOG_ATTRIBUTES: {
          const end = cursor.length();
          columns.attributeCount[row]!++;
          if (columns.isNamed[row] === 0 && keys.mayName(cursor.bytes, cursor.pos, end)) columns.isNamed[row] = 1;
          cursor.pos = end;
          break;
        }
        case LOG_TIME:
          columns.timeMs[row] = timeAt(cursor.view, cursor.fixed64());
          break;
        case LOG_OBSERVED:
          columns.observedMs[row] = timeAt(cursor.view, cursor.fixed64());
          break;
        case LOG_BODY:
          within(cursor, body, row);
          break;
        default:
          cursor.skip(tag);
      }
    }
  }

  /** Of the fields of an AnyValue the last one counts. */
  function body(row: number): void {
    while (cursor.pos < cursor.end) {
      const tag = cursor.tag();
      switch (tag) {
        case ANY_VALUE.text:
        case ANY_VALUE.map: {
          const end = cursor.length();
          columns.bodyKind[row] = tag === ANY_VALUE.text ? TEXT_BODY : MAP_BODY;
          columns.bodyFrom[row] = cursor.pos;
          columns.bodyTo[row] = cursor.pos = end;
          break;
        }
        case ANY_VALUE.bool:
        case ANY_VALUE.int:
        case ANY_VALUE.double:
        case ANY_VALUE.array:
        case ANY_VALUE.bytes:
          columns.bodyKind[row] = NO_BODY;
          cursor.skip(tag);
          break;
        default:
          cursor.skip(tag);
      }
    }
  }

  return createRecordsReader(cursor, columns, record);
}
