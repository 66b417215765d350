import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { writeLabelledSets } from '../../../test/support/labelled-sets.ts';
import { findDatasets } from '../datasets/find-series.ts';
import type { SeriesResult, SeriesSource } from '../types.ts';
import { createCache, noCache } from './cache.ts';
import { codeHash } from './code-hash.ts';
import { runEvaluation } from './run-evaluation.ts';
import { seedOf } from './tasks.ts';

// Worker threads take seconds to start where others keep the cores busy.
jest.setTimeout(60_000);
const sources = findDatasets([writeLabelledSets()]).flatMap((set) => set.sources);
const detectors = ['last-value', 'random'];
const without = { sources, detectors, jobs: 2, onProgress: () => undefined };
const cacheIn = (folder: string, codeOf: (detector: string) => string) =>
  createCache<SeriesSource, SeriesResult>(folder, (source) => source, codeOf);
/** Times differ from run to run; all else must not. */
const untimed = (results: readonly SeriesResult[]) => results.map((result) => ({ ...result, scoringSeconds: 0 }));

describe('an evaluation', () => {
  let fresh: SeriesResult[] = [];
  beforeAll(async () => {
    fresh = await runEvaluation({ ...without, cache: noCache });
  });

  it('gives every detector on every series, in order', () => {
    expect(fresh.map(({ dataset, series, detector }) => [dataset, series, detector])).toEqual(
      sources.flatMap(({ dataset, series }) => detectors.map((detector) => [dataset, series, detector])),
    );
  });

  it('is the same on one thread', async () => {
    expect(untimed(await runEvaluation({ ...without, jobs: 1, cache: noCache }))).toEqual(untimed(fresh));
  });

  it('goes on from what is kept, and does what changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-cache-'));
    let version = 'one';
    const cache = cacheIn(folder, (detector) => (detector === 'random' ? version : ''));
    const first = await runEvaluation({ ...without, cache });
    expect(readdirSync(folder).length).toBe(sources.length * detectors.length);

    const marked = { ...first[0]!, trainSeconds: 123 };
    cache.put(sources[0]!, 'last-value', marked);
    version = 'two';
    const steps: number[] = [];
    const second = await runEvaluation({ ...without, cache, onProgress: (done) => steps.push(done) });
    expect(second[0]!.trainSeconds).toBe(123);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
    expect(readdirSync(folder).length).toBe(sources.length * (detectors.length + 1));
  });

  it('does again what cannot be read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-cache-'));
    const cache = cacheIn(folder, () => '');
    await runEvaluation({ ...without, cache });
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'half a fi');
    expect(untimed(await runEvaluation({ ...without, cache }))).toEqual(untimed(fresh));
  });

  it('names the series and the detector that it stopped at', async () => {
    const broken = { ...sources[0]!, path: join(tmpdir(), 'not-there.csv') };
    await expect(runEvaluation({ ...without, sources: [broken], cache: noCache })).rejects.toMatchObject({
      code: 'TLERR_EVALUATE_FAILED',
      message: expect.stringContaining('kpi/a, reading'),
    });
    await expect(runEvaluation({ ...without, detectors: ['nobody'], cache: noCache })).rejects.toThrow('nobody');
  });
});

describe('the hash of code', () => {
  it('is the same twice, and another for other code', () => {
    expect(codeHash(['detect/tide'])).toBe(codeHash(['detect/tide']));
    expect(codeHash(['detect/tide'])).not.toBe(codeHash([]));
    expect(codeHash(['detect/types.ts'])).not.toBe(codeHash(['detect/tide']));
  });
});

describe('the seed of a series', () => {
  it('is its own, always', () => {
    const seeds = sources.map(seedOf);
    expect(new Set(seeds).size).toBe(sources.length);
    expect(sources.map(seedOf)).toEqual(seeds);
  });
});
