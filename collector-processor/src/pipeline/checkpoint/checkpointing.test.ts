import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createMeasureStage } from '../../measure/stage.ts';
import { SILENT_TELEMETRY } from '../../telemetry/index.ts';
import { createEngine } from '../engine.ts';
import { createCheckpointFile } from './checkpoint-file.ts';
import { createCheckpointing } from './checkpointing.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-checkpointing-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('a disk that is full leaves the checkpoint before and the journal since; the next one is written when there is room', async () => {
  const path = join(folder, 'state.bin');
  const engine = createEngine({ watches: [] });
  const measure = createMeasureStage({ watches: [] });
  const file = createCheckpointFile(path);
  let { save } = file;
  const done: string[] = [];
  let position = 1;
  const checkpointing = createCheckpointing({
    file: { ...file, save: (give) => save(give) },
    sequencer: {
      appliedSeq: () => position,
      async paused(work, before) {
        await before?.();
        return work(() => done.push('goes on'));
      },
    },
    journal: { removeThrough: async (seq) => void done.push(`removes through ${seq}`), bytes: () => 0 },
    store: {
      async sync() {
        done.push('synced');
        return { status: 'written' };
      },
    },
    state: (loan) => ({ watches: [], measure: measure.lend(loan), engine: engine.lend(loan) }),
    ...{ dueBytes: 1, restored: null, clock: () => 5 },
    logger: { error: (_about: unknown, text?: string) => void done.push(String(text)) },
    telemetry: { ...SILENT_TELEMETRY, count: (name) => void done.push(name) },
  });
  const saved = async (): Promise<string[]> => {
    await checkpointing.save();
    position++;
    return done.splice(0);
  };

  expect(await saved()).toEqual(['synced', 'goes on', 'removes through 0']);
  const failed = ['tidemark.checkpoint.failures', expect.stringContaining('could not be written')];
  await symlink('/dev/full', `${path}.new`);
  expect(await saved()).toEqual(failed);
  await rm(`${path}.new`);
  // In the middle, when all is lent.
  save = (give) => give(() => Promise.reject(new Error('ENOSPC')));
  expect(await saved()).toEqual(['synced', 'goes on', ...failed]);
  save = file.save;
  expect(await file.load()).toMatchObject({ status: 'loaded', checkpoint: { position: 1 }, problems: [] });
  expect(checkpointing.room()).toBeNull();

  expect(await saved()).toEqual(['synced', 'goes on', 'removes through 1']);
  expect(await file.load()).toMatchObject({ status: 'loaded', checkpoint: { position: 4 }, problems: [] });
  expect(await readdir(folder)).toEqual(['state.bin', 'state.bin.previous']);
});
