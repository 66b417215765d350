import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../random.ts';
import { backfillHistory } from './backfill.ts';

const STEP_MS = 10_000;
const HOUR_MS = 3_600_000;

describe('backfillHistory', () => {
  it('ends where live steps begin, without a hole, however long the replay takes', async () => {
    let nowMs = Date.parse('2026-11-21T09:00:03Z');
    const starts: number[] = [];
    const shares: number[] = [];
    const liveFromMs = await backfillHistory({
      stepMs: STEP_MS,
      days: 1 / 24,
      rhythm: () => 5,
      random: createRandom(1),
      now: () => nowMs,
      take: async (batches, onProgress) => {
        for (const { partials } of batches) {
          starts.push(partials[0]!.stepStartMs);
          // A slow replay: a tenth of a second a step.
          nowMs += 100;
          onProgress(starts.at(-1)!);
          await Promise.resolve();
        }
      },
      onProgress: (share) => shares.push(share),
    });
    expect(liveFromMs).toBe(starts.at(-1)! + STEP_MS);
    expect(liveFromMs).toBeGreaterThan(nowMs);
    expect(liveFromMs).toBeLessThanOrEqual(nowMs + STEP_MS + 500);
    expect(starts[0]).toBeLessThanOrEqual(Date.parse('2026-11-21T08:00:10Z'));
    expect(starts.every((start, i) => i === 0 || start - starts[i - 1]! === STEP_MS)).toBe(true);
    expect(starts.length).toBeGreaterThan(HOUR_MS / STEP_MS);
    expect(shares[0]).toBeCloseTo(0, 1);
    expect(shares.at(-1)).toBeCloseTo(1, 1);
  });
});
