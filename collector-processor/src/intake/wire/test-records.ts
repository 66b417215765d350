import type { Attributes, Decoded, DecodeResult } from '../otlp/decoded.ts';
import { WireError } from './cursor.ts';
import type { RecordColumns } from './record-columns.ts';
import { resourceAttributes } from './texts.ts';
import type { WireResult } from './wire-result.ts';

/** Senders and their records, in order. */
export type Records<Item> = DecodeResult<{ readonly attributes: Attributes; readonly items: readonly Item[] }[]>;

/** Columns in the plain form, for comparing readers. */
export function recordsIn<Columns extends RecordColumns, Item>(
  result: WireResult<Columns>,
  item: (columns: Columns, row: number) => Item,
): Records<Item> {
  if (result.status === 'malformed') return result;
  const { columns } = result;
  const rows = Array.from({ length: columns.count }, (_, row) => row);
  try {
    return {
      status: 'decoded',
      request: Array.from({ length: columns.resources.count }, (_, resource) => ({
        attributes: resourceAttributes(columns, resource),
        items: rows.filter((row) => columns.resource[row] === resource).map((row) => item(columns, row)),
      })),
    };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { status: 'malformed', error: error.message };
  }
}

/** The same of what another reader read. */
export function recordsOf<Item>(result: DecodeResult<Decoded<Item>>): Records<Item> {
  if (result.status === 'malformed') return result;
  const request = result.request.resources.map(({ attributes, scopes }) => ({
    attributes,
    items: scopes.flatMap(({ items }) => items),
  }));
  return { status: 'decoded', request };
}
