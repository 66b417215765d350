import { WireError } from './cursor.ts';

/** A message that cannot be read is an expected failure: `error` says what is wrong and where. */
export type WireResult<Columns> =
  { readonly status: 'decoded'; readonly columns: Columns } | { readonly status: 'malformed'; readonly error: string };

export function readWire<Columns>(columns: Columns, read: () => void): WireResult<Columns> {
  try {
    read();
    return { status: 'decoded', columns };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { status: 'malformed', error: `not a valid protobuf message: ${error.message}` };
  }
}
