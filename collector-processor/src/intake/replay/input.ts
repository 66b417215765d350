import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { createAccessReader, DEFAULT_ACCESS_LOGS, type AccessLogSettings } from '../../measure/access-log/reader.ts';
import type { OnProgress, ReplayFormat } from './types.ts';

export interface ReplayInput {
  /** For messages: the path as given, or `standard input`. */
  readonly name: string;
  readonly format: ReplayFormat;
  /** Unpacked bytes. */
  readonly stream: Readable;
}

/** Opens a file, or standard input for `-`; gzip is recognised by its first bytes, whatever the name says. */
export async function openReplayInput(
  path: string,
  stdin: Readable,
  onProgress: OnProgress,
  accessLogs = DEFAULT_ACCESS_LOGS,
): Promise<ReplayInput> {
  const name = path === '-' ? 'standard input' : path;
  try {
    const total = path === '-' ? null : (await stat(path)).size;
    const raw = counted(path === '-' ? stdin : createReadStream(path), (done) =>
      onProgress({ what: 'bytes read', done, total }),
    );
    const packed = await peek(raw);
    const isGzip = packed.head[0] === 0x1f && packed.head[1] === 0x8b;
    const plain = await peek(isGzip ? gunzip(packed.all) : packed.all);
    return {
      name,
      format: formatOf(plain.head.toString('utf8').replace(/^\uFEFF/, ''), accessLogs),
      stream: Readable.from(plain.all, { objectMode: false }),
    };
  } catch (error) {
    throw asReadError(error, name);
  }
}

/** So many lines may stand before the first one of an access log. */
const LINES_LOOKED_AT = 20;

/** By its first lines: OTLP JSON starts with a brace, a CSV with its header, and an access log has requests soon. */
function formatOf(head: string, accessLogs: AccessLogSettings): ReplayFormat {
  const reader = createAccessReader(accessLogs);
  const lines = head.split('\n', LINES_LOOKED_AT);
  if (lines.some((line) => reader.inText(line) !== null)) return 'access-log';
  return head.trimStart().startsWith('{') ? 'otlp' : 'csv';
}

/** A fault of the file system or of the packing, as an error that names the input; errors of ours pass through. */
export function asReadError(error: unknown, input: string): TidemarkError {
  if (error instanceof TidemarkError) return error;
  const reason = messageOf(error);
  return new TidemarkError('TLERR_REPLAY_UNREADABLE', { input, reason }, { cause: error });
}

interface Peeked {
  /** The first chunk; empty for an empty input. */
  readonly head: Buffer;
  /** Everything, the head included. */
  readonly all: AsyncIterable<Buffer>;
}

async function peek(source: AsyncIterable<Buffer>): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  async function* all(): AsyncGenerator<Buffer> {
    if (first.done === true) return;
    yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head, all: all() };
}

function gunzip(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  // The callback is where pipeline reports; the reader of the returned stream sees the same error.
  return pipeline(Readable.from(packed, { objectMode: false }), createGunzip(), () => undefined);
}

async function* counted(source: AsyncIterable<Buffer>, onBytes: (total: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}
