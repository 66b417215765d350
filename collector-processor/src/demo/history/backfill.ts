import type { PartialBatch } from '../../series/types.ts';
import type { Random } from '../../random.ts';
import type { Rhythm } from '../rhythm.ts';
import { generateHistory } from './history.ts';
import { pastTroubles } from './past-troubles.ts';

export interface BackfillOptions {
  readonly stepMs: number;
  readonly days: number;
  readonly rhythm: Rhythm;
  readonly random: Random;
  readonly now: () => number;
  /** When the shop opens, where its volumes are watched; absent: they are not. */
  readonly openedMs?: number;
  /** What takes the batches in: the service. */
  readonly take: (batches: Iterable<PartialBatch>, onProgress: (newestMs: number) => void) => Promise<unknown>;
  /** Share done, 0–1. */
  readonly onProgress: (share: number) => void;
}

const DAY_MS = 86_400_000;
/** History ends with a step that ends at least so long after now: time for visitors to set off. */
const AHEAD_MS = 500;

/**
 * Replays the history up to the start of a step that is about to begin. While it is replayed time goes on, and the
 * history with it, so that no step is missing where live traffic sets in.
 *
 * @returns when the live steps begin
 */
export async function backfillHistory(options: BackfillOptions): Promise<number> {
  const { stepMs, days, rhythm, random, openedMs, now, take, onProgress } = options;
  const startedMs = now();
  const nextStepMs = (): number => Math.ceil((now() + AHEAD_MS) / stepMs) * stepMs;
  const fromMs = nextStepMs() - days * DAY_MS;
  let toldToMs = fromMs;

  function* batches(): Generator<PartialBatch> {
    const history = {
      stepMs,
      rhythm,
      random,
      pastTroubles: pastTroubles(startedMs, stepMs),
      ...(openedMs !== undefined && { openedMs }),
    };
    for (const batch of generateHistory(history, fromMs, nextStepMs)) {
      toldToMs = batch.producers[0]!.coveredToMs;
      yield batch;
    }
  }

  await take(batches(), (newestMs) => onProgress((newestMs - fromMs) / (startedMs - fromMs)));
  return toldToMs;
}
