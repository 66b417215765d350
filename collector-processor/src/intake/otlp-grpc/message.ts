import type { ServerHttp2Stream } from 'node:http2';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { overloaded } from '../otlp/admission.ts';
import type { Place } from '../otlp/room.ts';
import { spendBytes } from '../otlp/spent-buffers.ts';
import type { Failure } from '../otlp/transport.ts';

/** A byte that says whether the message is compressed, and its length in four. */
const HEAD_BYTES = 5;
const FIRST_BYTES = 2 ** 16;

export type Received =
  { readonly status: 'received'; readonly message: Buffer; readonly isCompressed: boolean } | Failure;

/**
 * Receives the one message of a unary call, as "gRPC over HTTP2" frames it, into the place of its request. Never more than
 * `maxBytes` are kept: of one that says it is larger, or that there is no room for, nothing at all.
 *
 * @param done called once at most; never where the stream ends by itself before its message
 */
export function receiveMessage(
  stream: ServerHttp2Stream,
  maxBytes: number,
  place: Pick<Place, 'hold'>,
  done: (received: Received) => void,
): void {
  let buffer = Buffer.alloc(0);
  let length = 0;
  let isDone = false;
  const end = (received: Received): void => {
    isDone = true;
    buffer = Buffer.alloc(0);
    done(received);
  };
  stream.on('data', (chunk: Buffer) => {
    if (isDone) return;
    const needed = length + chunk.length;
    // What was announced and not sent takes no room; chunks of a byte each do not either.
    if (needed > buffer.length) {
      const said = length >= HEAD_BYTES ? HEAD_BYTES + buffer.readUInt32BE(1) : FIRST_BYTES;
      const wider = Buffer.allocUnsafe(Math.max(needed, Math.min(said, Math.max(FIRST_BYTES, buffer.length * 4))));
      buffer.copy(wider, 0, 0, length);
      buffer = wider;
    }
    chunk.copy(buffer, length);
    length = needed;
    if (length < HEAD_BYTES) return;
    const known = length - chunk.length >= HEAD_BYTES;
    const said = buffer.readUInt32BE(1);
    if (said > maxBytes) {
      const error = new TidemarkError('TLERR_OTLP_TOO_LARGE', { what: 'body', limitBytes: maxBytes });
      end({ status: 'failed', error });
    } else if (!known && !place.hold(said)) end(overloaded());
    else if (length > HEAD_BYTES + said) end(unreadable('more than the one message that a call has'));
  });
  stream.on('end', () => {
    // As received, and as joined in a buffer that grew.
    spendBytes(length * 3);
    if (isDone) return;
    if (length < HEAD_BYTES || length < HEAD_BYTES + buffer.readUInt32BE(1))
      end(unreadable('the message ends too early'));
    else end({ status: 'received', message: buffer.subarray(HEAD_BYTES, length), isCompressed: buffer[0] !== 0 });
  });
}

function unreadable(reason: string): Received {
  return { status: 'failed', error: new TidemarkError('TLERR_OTLP_UNREADABLE', { reason }) };
}
