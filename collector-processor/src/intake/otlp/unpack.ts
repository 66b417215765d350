import { decompress, type Decompressed } from '../otlp-http/decompress.ts';
import { createTurns } from '../turns.ts';
import { overloaded } from './admission.ts';
import type { Place } from './room.ts';
import { spendBytes } from './spent-buffers.ts';
import type { Failure } from './transport.ts';

/** Unpacked at once; each may take twice its largest size meanwhile, beside what the room holds. */
const AT_ONCE = 2;
const inTurn = createTurns(AT_ONCE);

/** Unpacks the body of a request into its place: what there is no room for is let go at once. */
export async function unpack(
  body: Buffer,
  encoding: string,
  maxBytes: number,
  place: Pick<Place, 'hold'>,
): Promise<Extract<Decompressed, { status: 'ok' }> | Failure> {
  if (encoding === 'identity') return { status: 'ok', bytes: body };
  return inTurn(async () => {
    const unpacked = await decompress(body, encoding, maxBytes);
    if (unpacked.status === 'ok') spendBytes(unpacked.bytes.length);
    if (unpacked.status === 'ok' && !place.hold(body.length + unpacked.bytes.length)) return overloaded();
    return unpacked;
  });
}
