import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';

const gunzipBytes = promisify(gunzip);

export const SUPPORTED_ENCODINGS: readonly string[] = ['identity', 'gzip'];

export type Decompressed =
  { readonly status: 'ok'; readonly bytes: Buffer } | { readonly status: 'failed'; readonly error: TidemarkError };

/** Unpacks a body, never to more than `maxBytes`: what a bomb would have become beyond that is never made. */
export async function decompress(body: Buffer, contentEncoding: string, maxBytes: number): Promise<Decompressed> {
  if (contentEncoding !== 'gzip') return { status: 'ok', bytes: body };
  try {
    return { status: 'ok', bytes: await gunzipBytes(body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    return {
      status: 'failed',
      error: tooLarge
        ? new TidemarkError('TLERR_OTLP_TOO_LARGE', { what: 'unpacked', limitBytes: maxBytes })
        : new TidemarkError('TLERR_OTLP_UNREADABLE', { reason: `not valid gzip: ${messageOf(error)}` }),
    };
  }
}
