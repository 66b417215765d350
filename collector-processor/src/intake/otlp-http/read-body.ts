import type { Readable } from 'node:stream';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { overloaded } from '../otlp/admission.ts';
import { spendBytes } from '../otlp/spent-buffers.ts';
import type { Place } from '../otlp/room.ts';
import type { Failure } from '../otlp/transport.ts';

export type Body = { readonly status: 'read'; readonly bytes: Buffer } | Failure;

export interface BodyLimits {
  /** By Content-Length: room for it is held already. Of what comes in chunks (0) room is asked for as it comes. */
  readonly announcedBytes: number;
  readonly maxBytes: number;
}

/** Reads a body into the place of its request. What is too much is not kept, and what follows of it is passed over. */
export function readBody(
  stream: Readable,
  { announcedBytes, maxBytes }: BodyLimits,
  place: Pick<Place, 'hold'>,
): Promise<Body> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let length = 0;
    let failed = false;
    const fail = (failure: Failure): void => {
      failed = true;
      chunks = [];
      resolve(failure);
    };
    stream.on('data', (chunk: Buffer) => {
      if (failed) return;
      length += chunk.length;
      if (length > maxBytes) fail(tooLarge(maxBytes));
      else if (length > announcedBytes && !place.hold(length)) fail(overloaded());
      else chunks.push(chunk);
    });
    stream.on('end', () => {
      // As received, and as joined.
      spendBytes(length * 2);
      resolve({ status: 'read', bytes: Buffer.concat(chunks, length) });
    });
    // The sender broke off: nobody hears the answer, but it is counted.
    stream.on('error', (error) => {
      const reason = messageOf(error);
      fail({ status: 'failed', error: new TidemarkError('TLERR_OTLP_UNREADABLE', { reason }) });
    });
  });
}

export function tooLarge(limitBytes: number): Failure {
  return { status: 'failed', error: new TidemarkError('TLERR_OTLP_TOO_LARGE', { what: 'body', limitBytes }) };
}
