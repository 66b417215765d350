import { setImmediate as turn } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import type { StepReport } from './types.ts';

/** Work goes on for so long before sockets and timers get a turn; one part of a step and its writing come on top. */
const SLICE_MS = 10;
/** Rows that are written and sent in one piece; steps of small watches go together. */
const PIECE_ROWS = 1024;

/**
 * Gives out reports as they are scored, some milliseconds at a time: a million series that are due at once must not keep a
 * health check, a scrape or a sender waiting.
 *
 * @param reports as `advanceInParts` gives them: asking for the next one scores it
 * @param options.room when there is room to score more; null: there is
 * @returns milliseconds of work, the turns of others left out
 */
export async function giveOut(
  reports: Iterable<StepReport>,
  publish: (reports: readonly StepReport[]) => void,
  options: { readonly stopwatch?: () => number; readonly room?: () => Promise<void> | null } = {},
): Promise<number> {
  const { stopwatch = () => performance.now(), room = () => null } = options;
  let waiting: StepReport[] = [];
  let rows = 0;
  let workedMs = 0;
  let sinceMs = stopwatch();
  for (const report of reports) {
    waiting.push(report);
    rows += report.step.series.length;
    if (rows >= PIECE_ROWS || stopwatch() - sinceMs >= SLICE_MS) {
      publish(waiting);
      waiting = [];
      rows = 0;
    }
    const full = room();
    if (full === null && stopwatch() - sinceMs < SLICE_MS) continue;
    workedMs += stopwatch() - sinceMs;
    await (full ?? turn());
    sinceMs = stopwatch();
  }
  if (waiting.length > 0) publish(waiting);
  return workedMs + stopwatch() - sinceMs;
}
