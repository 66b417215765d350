import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** All that a restart needs: what the engine learned and what each stream last said. */
export interface Checkpoint {
  readonly savedAtMs: number;
  readonly engine: Uint8Array;
  /** The measure stage's own snapshot, plain data. */
  readonly measure: unknown;
}

export type LoadedCheckpoint =
  | { readonly status: 'loaded'; readonly checkpoint: Checkpoint; readonly path: string }
  /** Nothing there: a first start. */
  | { readonly status: 'none' }
  /** Files are there and none can be read; `problems` says why for each. */
  | { readonly status: 'unreadable'; readonly problems: readonly string[] };

const MAGIC = Buffer.from('TIDEMARK');
const DIGEST_BYTES = 32;

/**
 * The checkpoint file: magic, SHA-256 of the body, body. Written beside and renamed over, the one before kept, so a
 * crash or a full disk at any moment leaves a good one.
 */
export function createCheckpointFile(path: string) {
  const previous = `${path}.previous`;

  /** @returns bytes written. @throws the file system's error */
  async function save(checkpoint: Checkpoint): Promise<number> {
    const body = serialize(checkpoint);
    const bytes = Buffer.concat([MAGIC, createHash('sha256').update(body).digest(), body]);
    const fresh = `${path}.new`;
    await mkdir(dirname(path), { recursive: true });
    const file = await open(fresh, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(path, previous).catch(ignoreMissing);
    await rename(fresh, path);
    return bytes.length;
  }

  /** The newest file that is whole. */
  async function load(): Promise<LoadedCheckpoint> {
    const problems: string[] = [];
    for (const candidate of [path, previous]) {
      try {
        const checkpoint = parse(await readFile(candidate));
        return { status: 'loaded', checkpoint, path: candidate };
      } catch (error) {
        if (!isMissing(error)) problems.push(`${candidate}: ${(error as Error).message}`);
      }
    }
    return problems.length === 0 ? { status: 'none' } : { status: 'unreadable', problems };
  }

  return { save, load };
}

export type CheckpointFile = ReturnType<typeof createCheckpointFile>;

function parse(bytes: Buffer): Checkpoint {
  const bodyAt = MAGIC.length + DIGEST_BYTES;
  if (bytes.length < bodyAt || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('is no checkpoint');
  const body = bytes.subarray(bodyAt);
  const digest = createHash('sha256').update(body).digest();
  if (!digest.equals(bytes.subarray(MAGIC.length, bodyAt))) throw new Error('is damaged (its checksum differs)');
  return deserialize(body) as Checkpoint;
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
