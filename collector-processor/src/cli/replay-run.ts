import type { Settings } from '../config/settings.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import type { Incident } from '../incidents/types.ts';
import { openReplaySource } from '../intake/replay/open-source.ts';
import { describeRefusal } from '../intake/replay/refusals.ts';
import type { ReplaySource, TuningOf } from '../intake/replay/types.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import { createEngine } from '../pipeline/engine.ts';
import type { StepReport } from '../pipeline/types.ts';
import { say, type CliIo } from './io.ts';
import { openOutput, type Output } from './output.ts';
import { createProgress } from './progress.ts';
import type { ReplayOptions } from './replay.ts';
import { describeReplay, type ReplaySummary } from './replay-summary.ts';
import { createScoreLines } from './score-lines.ts';
import { createScoreOrder } from './score-order.ts';

/** Lines are handed on in pieces of about this many characters. */
const PIECE_LENGTH = 256 * 1024;

/** Drives the engine over a whole input; the scores go to the output, the summary to the person. */
export async function runReplay(options: ReplayOptions, settings: Settings, io: CliIo): Promise<void> {
  const startMs = io.nowMs();
  const progress = createProgress(io);
  const source = await openReplaySource({
    path: options.input,
    stdin: io.stdin,
    watches: settings.watches.map((watch) => overridden(watch, options)),
    accessLogs: settings.accessLogs,
    service: options.service,
    tuningOf: tuningFrom(settings, options),
    onProgress: progress.update,
  });
  progress.end();
  for (const note of source.notes) say(io, note);

  const output = openOutput(options.output, io.stdout);
  const result = await score(source, settings, output);
  await output.close();
  if (source.counts.points === 0) throw nothingIn(source, options.input);
  if (options.incidents !== undefined) await writeIncidents(result.incidents, options.incidents, io);
  progress.end();
  for (const line of describeReplay({ ...result, source, seconds: (io.nowMs() - startMs) / 1000 })) say(io, line);
}

function nothingIn({ counts, refusals }: ReplaySource, input: string): TidemarkError {
  const refused = refusals.list().map(describeRefusal);
  const passedOver = counts.unwatched > 0 ? [`${counts.unwatched} points are of metrics that no watch selects`] : [];
  const reason = [...passedOver, ...refused].join(', ') || 'no row has a value';
  return new TidemarkError('TLERR_REPLAY_EMPTY', { input, reason });
}

type Scored = Omit<ReplaySummary, 'source' | 'seconds'>;

async function score(source: ReplaySource, settings: Settings, output: Output): Promise<Scored> {
  const engine = createEngine({
    watches: source.watches,
    limits: { maxSeries: settings.maxSeries, graceMs: settings.graceMs },
    maxDelayMs: settings.closeAfterMs,
  });
  const longestMs = Math.max(...source.watches.map(({ stepMs }) => stepMs));
  // A CSV is told in order; a sender's late points revise steps that are closed already.
  const order = createScoreOrder(source.format === 'csv' ? longestMs : settings.graceMs + longestMs);
  const linesOf = createScoreLines();
  const incidents = new Map<string, Incident>();
  const dropped = { late: 0, future: 0, overflow: 0 };
  const seriesIds = new Set<number>();
  let steps = 0;
  let rows = 0;
  let piece = '';

  async function take(reports: readonly StepReport[], end: boolean): Promise<void> {
    for (const report of reports) {
      if (report.step.revision === 0) steps++;
      for (const { id } of report.step.series) seriesIds.add(id);
      for (const incident of report.changed) incidents.set(incident.id, incident);
      order.add(report);
    }
    for (const versions of order.release(end)) {
      const lines = linesOf(versions);
      rows += lines.rows;
      piece += lines.text;
    }
    if (piece.length < PIECE_LENGTH && !end) return;
    await output.write(piece);
    piece = '';
  }

  for await (const batch of source.batches) {
    const outcome = engine.ingest(batch);
    for (const reason of ['late', 'future', 'overflow'] as const) dropped[reason] += outcome[reason];
    const reports = engine.advance();
    if (reports.length > 0) await take(reports, false);
  }
  await take(engine.flush(), true);
  return { series: seriesIds.size, steps, rows, incidents: [...incidents.values()], dropped };
}

async function writeIncidents(incidents: readonly Incident[], path: string, io: CliIo): Promise<void> {
  const output = openOutput(path, io.stdout);
  const inOrder = incidents.toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
  await output.write(inOrder.map((incident) => `${JSON.stringify(incident)}\n`).join(''));
  await output.close();
}

/** A watch that the file names and the configuration too is tuned as the configuration says. */
function tuningFrom(settings: Settings, { stepMs, timezone }: ReplayOptions): TuningOf {
  return (name) => {
    const named = settings.watches.find((watch) => watch.origin === 'config' && watch.name === name);
    const tuning = named ?? settings.replayDefaults;
    return {
      direction: tuning.direction,
      falseAlarmsPerWeek: tuning.falseAlarmsPerWeek,
      ...(tuning.typical !== undefined && { typical: tuning.typical }),
      minChange: tuning.minChange,
      timezone: timezone ?? tuning.timezone,
      horizonsMs: tuning.horizonsMs,
      stepMs: stepMs ?? named?.stepMs ?? null,
    };
  };
}

function overridden(watch: WatchDefinition, { stepMs, timezone }: ReplayOptions): WatchDefinition {
  const countUnit = watch.countUnit > 0 && stepMs !== null ? 1000 / stepMs : watch.countUnit;
  return { ...watch, stepMs: stepMs ?? watch.stepMs, countUnit, timezone: timezone ?? watch.timezone };
}
