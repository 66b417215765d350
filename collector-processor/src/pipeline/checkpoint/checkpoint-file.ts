import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Lendable } from '../../lent.ts';
import { syncFolder } from '../../journal/segments.ts';
import { decodePieces, encodePieces } from './codec.ts';
import { readFormat1 } from './format-1.ts';
import { readPieces, writePieces } from './piece-file.ts';
import type { Checkpoint } from './types.ts';

export type LoadedCheckpoint =
  | {
      readonly status: 'loaded';
      readonly checkpoint: Checkpoint;
      readonly path: string;
      /** Of newer files that cannot be read: why. */
      readonly problems: readonly string[];
    }
  /** Nothing there: a first start. */
  | { readonly status: 'none' }
  /** Files are there and none can be read; `problems` says why for each. */
  | { readonly status: 'unreadable'; readonly problems: readonly string[] };

export interface CheckpointFile {
  /**
   * Writes a checkpoint beside the last one, and once it is safe puts it in its place.
   *
   * @param give gives the state to its argument, which writes it: until that is done, nothing of it may change but what is lent
   * @returns bytes written. @throws the file system's error
   */
  save(give: (write: (state: Lendable<Checkpoint>) => Promise<number>) => Promise<number>): Promise<number>;
  /** The newest file that is whole. */
  load(): Promise<LoadedCheckpoint>;
}

/** Readable with `head`, like the journal's. Format 1 has no text there. */
const HEADER = Buffer.from('TIDEMARK CHECKPOINT 2\n');

/**
 * The checkpoint file. The one before is kept, so a crash or a full disk at any moment leaves a good one. Of the one before
 * that the room is kept: the next one is written over it, which costs a tenth of what new room does (decisions/3801).
 */
export function createCheckpointFile(path: string): CheckpointFile {
  const previous = `${path}.previous`;
  const old = `${path}.old`;

  async function save(...[give]: Parameters<CheckpointFile['save']>): Promise<number> {
    const fresh = `${path}.new`;
    await mkdir(dirname(path), { recursive: true });
    await rename(old, fresh).catch(ignoreMissing);
    const file = await openOver(fresh);
    let bytes = 0;
    try {
      await file.writeFile(HEADER);
      bytes = HEADER.length + (await give((state) => writePieces(file, encodePieces(state))));
      await file.truncate(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(previous, old).catch(ignoreMissing);
    await rename(path, previous).catch(ignoreMissing);
    await rename(fresh, path);
    await syncFolder(dirname(path));
    return bytes;
  }

  async function load(): Promise<LoadedCheckpoint> {
    const problems: string[] = [];
    for (const candidate of [path, previous]) {
      try {
        return { status: 'loaded', checkpoint: await read(candidate), path: candidate, problems };
      } catch (error) {
        if (!isMissing(error)) problems.push(`${candidate}: ${(error as Error).message}`);
      }
    }
    return problems.length === 0 ? { status: 'none' } : { status: 'unreadable', problems };
  }

  return { save, load };
}

/** To be written from its beginning on; what is there stays until it is written over. */
async function openOver(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    ignoreMissing(error);
    return open(path, 'w');
  }
}

async function read(path: string): Promise<Checkpoint> {
  const file = await open(path, 'r');
  const start = Buffer.alloc(HEADER.length);
  try {
    await file.read(start, 0, start.length, 0);
  } finally {
    await file.close();
  }
  if (!start.equals(HEADER)) return readFormat1(await readFile(path));
  return (await decodePieces(readPieces(path, HEADER.length))) as Checkpoint;
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
