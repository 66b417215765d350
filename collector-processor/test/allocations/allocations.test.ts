import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const COUNT = fileURLToPath(new URL('./count.ts', import.meta.url));
const YOUNG = '64';
/**
 * A point of fifteen buckets has 570 bytes of numbers on the heap where one call is not compiled into its caller; 70 or 190
 * as V8 happens to compile the rest. One of 160 exponential buckets had 6,500 while its totals were objects; 33 or 160 now.
 */
const MOST = { explicit: 300, exponential: 300, scores: 16 };
/** An object with one field. */
const LITTER = 24;
const PATIENCE_MS = 180_000;

function bytesOf(of: string): { readonly bytes: number; readonly littered: number } {
  const heap = [`--min-semi-space-size=${YOUNG}`, `--max-semi-space-size=${YOUNG}`, '--expose-gc'];
  return JSON.parse(execFileSync(process.execPath, [...heap, COUNT, '--of', of], { encoding: 'utf8' }));
}

describe('bytes put on the heap in the steady state', () => {
  it.each([
    ['a point of an explicit-bucket histogram, from bytes to partials', 'explicit' as const],
    ['a point of an exponential histogram, from bytes to partials', 'exponential' as const],
    ['a row, from values to scores', 'scores' as const],
  ])(
    'are few for %s, and one object more is seen',
    (_what, of) => {
      const { bytes, littered } = bytesOf(of);
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(MOST[of]);
      expect(littered).toBeGreaterThan(bytes + LITTER / 2);
    },
    PATIENCE_MS,
  );
});
