import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of the journal, named by the first sequence number in it. */
export interface Segment {
  readonly path: string;
  readonly firstSeq: number;
  readonly bytes: number;
}

/** A segment begins with what it is, and its version: readable with `head`. */
export const SEGMENT_MAGIC = Buffer.from('TIDEMARK JOURNAL ');
export const SEGMENT_HEADER = Buffer.concat([SEGMENT_MAGIC, Buffer.from('1\n')]);
const NAME = /^(\d{16})\.journal$/;

export const segmentPath = (folder: string, firstSeq: number): string =>
  join(folder, `${String(firstSeq).padStart(16, '0')}.journal`);

/** Oldest first; makes the folder where it is missing. */
export async function listSegments(folder: string): Promise<Segment[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, firstSeq: Number(NAME.exec(name)![1]), bytes: (await stat(path)).size };
    }),
  );
}

/** Removes the oldest segments whose records all are at or before `seq`; the newest one stays. */
export async function removeSegments(folder: string, seq: number): Promise<void> {
  const segments = await listSegments(folder);
  const over = segments.filter((_segment, i) => i + 1 < segments.length && segments[i + 1]!.firstSeq <= seq + 1);
  for (const { path } of over) await rm(path);
}

/** Makes names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
