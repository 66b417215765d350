import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { messageOf } from '../errors/message-of.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { readHistory, type ForecastInput } from '../forecast/input/read-history.ts';
import { reportCsv } from '../forecast/report/csv.ts';
import { reportHtml } from '../forecast/report/html.ts';
import { reportJson } from '../forecast/report/json.ts';
import { reportText } from '../forecast/report/text.ts';
import type { SeriesReport } from '../forecast/report/types.ts';
import { checkRequest } from '../forecast/request.ts';
import { whatIf } from '../forecast/whatif/what-if.ts';
import { asReadError, openReplayInput } from '../intake/replay/input.ts';
import { limitSentence } from '../maintenance/recommend.ts';
import { write } from './evaluate-run.ts';
import type { ForecastOptions } from './forecast.ts';
import type { CliIo } from './io.ts';
import { createProgress } from './progress.ts';

/** Reads the file, asks the models, and tells the outcome in every form that was asked for. */
export async function runForecast(options: ForecastOptions, io: CliIo): Promise<void> {
  const input = await readInput(options, io);
  const report = await forecast(input, options, io);
  if (options.html !== null) await write(options.html, reportHtml(report), io);
  if (options.csv !== null) await write(options.csv, reportCsv(report), io);
  if (options.json) await write('-', `${reportJson(report)}\n`, io);
  else if (options.csv !== '-') await write('-', reportText(report), io);
}

async function readInput(options: ForecastOptions, io: CliIo): Promise<ForecastInput> {
  const progress = createProgress(io);
  const { name, stream } = await openReplayInput(options.input, io.stdin, progress.update);
  const content = await text(stream).catch((error: unknown) => {
    throw asReadError(error, name);
  });
  progress.end();
  try {
    return readHistory(content.replace(/^\uFEFF/, ''), options);
  } catch (error) {
    throw new TidemarkError('TLERR_FORECAST_INPUT', { input: name, reason: messageOf(error) }, { cause: error });
  }
}

async function forecast(input: ForecastInput, options: ForecastOptions, io: CliIo): Promise<SeriesReport> {
  const { history } = input;
  const startMs = history.startMs + history.values.length * history.stepMs;
  const horizon = Math.ceil(options.horizonMs / history.stepMs);
  checkRequest(horizon, []);
  const growth =
    options.growth === null ? null : { share: options.growth.share, fromMs: fromOf(options.growth, startMs) };
  const progress = createProgress(io);
  const models = [];
  let outlook = null;
  for (const [done, model] of options.models.entries()) {
    progress.update({ what: 'models', done, total: options.models.length });
    const limit = done === 0 ? options.limit : null;
    const answer = await whatIf({ history, models: [model], horizon, limit, growth });
    models.push(...answer.models);
    outlook ??= answer.outlook;
  }
  progress.end();
  const name = options.input === '-' ? 'standard input' : basename(options.input);
  if (options.limit === null || outlook === null) return { name, input, startMs, models, growth, limit: null };
  const limit = { name: 'the limit', ...options.limit };
  const subject = { watch: input.column, unit: '', timezone: history.timezone, labels: {}, limit };
  return {
    name,
    input,
    startMs,
    models,
    growth,
    limit: { ...limit, outlook, sentence: limitSentence(subject, outlook) },
  };
}

function fromOf({ from }: NonNullable<ForecastOptions['growth']>, startMs: number): number {
  return 'timeMs' in from ? from.timeMs : startMs + from.afterMs;
}
