import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { findCases } from '../evaluate/forecast/find-cases.ts';
import { spreadPictures } from '../evaluate/forecast/report/choose.ts';
import { forecastHtml } from '../evaluate/forecast/report/html.ts';
import { forecastJson } from '../evaluate/forecast/report/json.ts';
import { forecastMarkdown } from '../evaluate/forecast/report/markdown.ts';
import { picturesSvg } from '../evaluate/forecast/report/picture.ts';
import { reportOf, type ForecastReport } from '../evaluate/forecast/report/summarise.ts';
import { forecastText } from '../evaluate/forecast/report/text.ts';
import { runForecasts } from '../evaluate/forecast/run-forecasts.ts';
import { FORECASTERS } from '../forecast/registry.ts';
import type { EvaluateOptions } from './evaluate.ts';
import { cacheFolderOf, placeOf, write } from './evaluate-run.ts';
import { say, type CliIo } from './io.ts';
import { createProgress } from './progress.ts';

/** Pictures of a set in the Markdown page. */
const PICTURES = 3;

/** Runs the forecasters on the sets and tells the outcome in every form that was asked for. */
export async function runEvaluateForecast(options: EvaluateOptions, io: CliIo): Promise<void> {
  const models = options.detectors;
  const beganMs = io.nowMs();
  const cases = findCases(options.folders, options.seriesPerSet);
  const progress = createProgress(io);
  const results = await runForecasts({
    cases,
    models,
    jobs: options.jobs ?? availableParallelism(),
    cacheFolder: cacheFolderOf(options),
    onProgress: (done, total) => progress.update({ what: 'forecasts', done, total }),
  });
  progress.end();
  const report = reportOf(results, models);
  const page = { date: new Date().toISOString().slice(0, 10), command: commandOf(options, io.env.TIDEMARK_DATA) };
  if (options.html !== null) await write(options.html, forecastHtml(report, page), io);
  if (options.markdown !== null) await writeMarkdown(options.markdown, report, page, io);
  await write('-', options.json ? `${forecastJson(report)}\n` : forecastText(report), io);
  say(io, `${results.length} forecasts in ${((io.nowMs() - beganMs) / 1000).toFixed(1)} s`);
}

/** The page and, where there is a folder `images` beside it, a picture of each set. */
async function writeMarkdown(
  path: string,
  report: ForecastReport,
  page: { readonly date: string; readonly command: string },
  io: CliIo,
): Promise<void> {
  const images = join(dirname(path), 'images');
  const pictured = path !== '-' && existsSync(images);
  for (const { name } of pictured ? report.sets : []) {
    const own = report.results.filter(({ dataset, model }) => dataset === name && model === report.models[0]);
    await write(join(images, fileOf(name)), picturesSvg(spreadPictures(own, PICTURES)), io);
  }
  const before = path !== '-' && existsSync(path) ? readFileSync(path, 'utf8') : '';
  const pictureOf = (set: string): string | null => (pictured ? `images/${fileOf(set)}` : null);
  await write(path, forecastMarkdown(report, page, before, pictureOf), io);
}

const fileOf = (set: string): string => `forecast-${set.replaceAll(/[^\w-]/g, '_')}.svg`;

/** What a reader types to get the same; where the sets lie on this machine is left out. */
function commandOf({ folders, detectors, seriesPerSet }: EvaluateOptions, dataFolder: string | undefined): string {
  const all = Object.keys(FORECASTERS).every((name) => detectors.includes(name));
  return [
    'tidemark evaluate --task forecast',
    `--data ${folders.map((folder) => placeOf(folder, dataFolder)).join(',')}`,
    `--model ${all ? 'all' : detectors.join(',')}`,
    ...(seriesPerSet === null ? [] : [`--series ${seriesPerSet}`]),
    '--markdown docs/forecasting.md',
  ].join(' ');
}
