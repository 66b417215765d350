import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCheckpointFile } from './checkpoint.ts';

describe('checkpoint file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const at = (savedAtMs: number) => ({ savedAtMs, engine: new Uint8Array([1, 2, 3]), measure: { streams: [] } });

  it('gives back what was saved, in a folder that was not there', async () => {
    const file = createCheckpointFile(join(folder, 'a', 'state.bin'));
    await file.save(at(5));
    const loaded = await file.load();
    expect(loaded).toMatchObject({ status: 'loaded', checkpoint: { savedAtMs: 5, measure: { streams: [] } } });
  });

  it('says that there is none', async () => {
    expect(await createCheckpointFile(join(folder, 'state.bin')).load()).toEqual({ status: 'none' });
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    [
      'with a flipped bit',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 60), Buffer.from([bytes[60]! ^ 1]), bytes.subarray(61)]),
    ],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('hello, this is no checkpoint at all, it only looks long enough')],
  ])('falls back to the one before when the newest is %s', async (_name, damage) => {
    const path = join(folder, 'state.bin');
    const file = createCheckpointFile(path);
    await file.save(at(1));
    await file.save(at(2));
    await writeFile(path, damage(await readFile(path)));
    expect(await file.load()).toMatchObject({ status: 'loaded', checkpoint: { savedAtMs: 1 } });
    await writeFile(`${path}.previous`, 'x');
    expect(await file.load()).toMatchObject({
      status: 'unreadable',
      problems: [expect.stringContaining('state.bin'), expect.any(String)],
    });
  });
});
