import { copyFile, mkdtemp, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settingsOf } from '../../config/load-config.ts';
import { createMeasureStage } from '../../measure/stage.ts';
import { createEngine } from '../engine.ts';
import { createCheckpointFile } from './checkpoint-file.ts';
import type { Checkpoint } from './types.ts';

/** Written by Tidemark 0.1 (5819d36): a counter of one stream, 40 steps scored. */
const FORMAT_1 = fileURLToPath(new URL('format-1.checkpoint', import.meta.url));
const { watches } = settingsOf({
  http_watches: { enabled: false },
  watches: [
    { name: 'orders', source: { otlp: { metric: 'shop.orders' } }, measure: 'rate', by: ['region'], step: '1m' },
  ],
});

describe('checkpoint file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const at = (position: number): Checkpoint => ({
    savedAtMs: 5,
    position,
    watches: [],
    engine: createEngine({ watches }).snapshot(),
    measure: createMeasureStage({ watches }).snapshot(),
  });
  const save = (path: string, checkpoint: Checkpoint) => createCheckpointFile(path).save((copy) => copy(checkpoint));

  it('gives back what was saved, in a folder that was not there', async () => {
    const path = join(folder, 'a', 'state.bin');
    expect(await save(path, at(7))).toBe((await readFile(path)).length);
    expect(await createCheckpointFile(path).load()).toMatchObject({
      status: 'loaded',
      checkpoint: { savedAtMs: 5, position: 7, watches: [] },
      problems: [],
    });
  });

  it('says that there is none', async () => {
    expect(await createCheckpointFile(join(folder, 'state.bin')).load()).toEqual({ status: 'none' });
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['with a flipped bit', (bytes: Buffer) => flipped(bytes, 60)],
    ['with a flipped bit at its start', (bytes: Buffer) => flipped(bytes, 3)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('hello, this is no checkpoint at all, it only looks long enough')],
  ])('falls back to the one before when the newest is %s', async (_name, damage) => {
    const path = join(folder, 'state.bin');
    await save(path, at(1));
    await save(path, at(2));
    await writeFile(path, damage(await readFile(path)));
    expect(await createCheckpointFile(path).load()).toMatchObject({
      status: 'loaded',
      checkpoint: { position: 1 },
      problems: [expect.stringContaining('state.bin')],
    });
    await writeFile(`${path}.previous`, 'x');
    expect(await createCheckpointFile(path).load()).toMatchObject({
      status: 'unreadable',
      problems: [expect.stringContaining('state.bin'), expect.any(String)],
    });
  });

  it('writes over the one before the one before, whatever its length', async () => {
    const path = join(folder, 'state.bin');
    const large = { ...at(1), watches: [{ name: 'x'.repeat(3_000_000) }] as unknown as Checkpoint['watches'] };
    await save(path, large);
    for (const position of [2, 3, 4]) await save(path, at(position));
    expect(await readdir(folder)).toEqual(['state.bin', 'state.bin.old', 'state.bin.previous']);
    expect((await stat(path)).size).toBe((await stat(`${path}.previous`)).size);
    expect(await createCheckpointFile(path).load()).toMatchObject({ checkpoint: { position: 4 }, problems: [] });
    // The process died in the middle of the next one.
    await rename(`${path}.old`, `${path}.new`);
    await truncate(`${path}.new`, 70);
    await save(path, large);
    expect(await createCheckpointFile(path).load()).toMatchObject({ checkpoint: large, problems: [] });
  });

  it('takes up the checkpoint of an earlier version, and so does what is restored from it', async () => {
    const path = join(folder, 'state.bin');
    await copyFile(FORMAT_1, path);
    const loaded = await createCheckpointFile(path).load();
    if (loaded.status !== 'loaded') throw new Error(loaded.status);
    expect(loaded.checkpoint).toMatchObject({ position: 0, watches: null });

    const engine = createEngine({ watches });
    engine.restore(loaded.checkpoint.engine);
    const measure = createMeasureStage({ watches });
    expect(measure.restore(loaded.checkpoint.measure)).toBe(true);

    expect(engine.series('orders')).toEqual([{ id: 1, watch: 'orders', labels: { region: 'eu' } }]);
    expect(engine.lastStepMs('orders')).toBe(Date.UTC(2026, 10, 2, 0, 39));
    expect(measure.streamCount).toBe(1);
    const [next] = engine.forecast(1, [Date.UTC(2026, 10, 2, 0, 41)]);
    expect(next!.expected).toBeGreaterThan(8);
    expect(next!.expected).toBeLessThan(12);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const damaged = Buffer.from(bytes);
  damaged[at]! ^= 1;
  return damaged;
}
