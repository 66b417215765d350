import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { findDatasets } from '../evaluate/datasets/find-series.ts';
import { DETECTORS } from '../evaluate/detectors.ts';
import { htmlOf } from '../evaluate/report/html.ts';
import { jsonOf } from '../evaluate/report/json.ts';
import { markdownOf } from '../evaluate/report/markdown.ts';
import { createReport } from '../evaluate/report/report.ts';
import { textOf } from '../evaluate/report/text.ts';
import { createCache, noCache } from '../evaluate/runner/cache.ts';
import { codeHash } from '../evaluate/runner/code-hash.ts';
import { runEvaluation } from '../evaluate/runner/run-evaluation.ts';
import type { SeriesResult, SeriesSource } from '../evaluate/types.ts';
import type { EvaluateOptions } from './evaluate.ts';
import { say, type CliIo } from './io.ts';
import { openOutput } from './output.ts';
import { createProgress } from './progress.ts';

/** Runs the detectors on the sets and tells the outcome in every form that was asked for. */
export async function runEvaluate(options: EvaluateOptions, io: CliIo): Promise<void> {
  const { detectors, jobs, seriesPerSet } = options;
  const beganMs = io.nowMs();
  const datasets = findDatasets(options.folders);
  const sources = datasets.flatMap((dataset) => dataset.sources.slice(0, seriesPerSet ?? undefined));
  const progress = createProgress(io);
  const results = await runEvaluation({
    sources,
    detectors,
    jobs: jobs ?? availableParallelism(),
    cache: cacheOf(options),
    onProgress: (done, total) => progress.update({ what: 'runs of a detector on a series', done, total }),
  });
  progress.end();
  const report = createReport(results, detectors, options.nabThresholds);

  const page = { date: new Date().toISOString().slice(0, 10), command: commandOf(options, io.env.TIDEMARK_DATA) };
  if (options.html !== null) await write(options.html, htmlOf(report, page), io);
  if (options.markdown !== null) await write(options.markdown, markdownOf(report, page), io);
  await write('-', options.json ? `${jsonOf(report)}\n` : textOf(report), io);
  say(io, `${results.length} runs in ${((io.nowMs() - beganMs) / 1000).toFixed(1)} s`);
}

/** Where finished work is kept; null where none is. */
export const cacheFolderOf = ({ cache }: EvaluateOptions): string | null =>
  cache === undefined ? join(tmpdir(), 'tidemark-evaluate') : cache;

function cacheOf(options: EvaluateOptions) {
  const folder = cacheFolderOf(options);
  if (folder === null) return noCache;
  const hashes = new Map<string, string>();
  const codeOf = (detector: string): string => {
    const hash = hashes.get(detector) ?? codeHash(DETECTORS[detector]!.code);
    hashes.set(detector, hash);
    return hash;
  };
  return createCache<SeriesSource, SeriesResult>(folder, (source) => source, codeOf);
}

export async function write(path: string, text: string, io: CliIo): Promise<void> {
  const output = openOutput(path, io.stdout);
  await output.write(text);
  await output.close();
}

/** What a reader types to get the same; where the sets lie on this machine is left out. */
function commandOf(
  { folders, detectors, seriesPerSet, nabThresholds }: EvaluateOptions,
  dataFolder: string | undefined,
): string {
  const all = Object.keys(DETECTORS).every((name) => detectors.includes(name));
  const sets = folders.map((folder) => placeOf(folder, dataFolder));
  return [
    'tidemark evaluate --task detect',
    `--data ${sets.join(',')}`,
    `--detector ${all ? 'all' : detectors.join(',')}`,
    ...(seriesPerSet === null ? [] : [`--series ${seriesPerSet}`]),
    ...(nabThresholds === null ? [] : [`--nab-thresholds ${Object.values(nabThresholds).join(',')}`]),
    '--markdown docs/accuracy.md',
  ].join(' ');
}

/** A folder as a reader would name it: from $TIDEMARK_DATA, else by its last name. */
export function placeOf(folder: string, dataFolder: string | undefined): string {
  if (dataFolder === undefined) return basename(folder);
  const place = relative(resolve(dataFolder), resolve(folder));
  if (place === '') return '$TIDEMARK_DATA';
  return place.startsWith('..') ? basename(folder) : `$TIDEMARK_DATA/${place}`;
}
