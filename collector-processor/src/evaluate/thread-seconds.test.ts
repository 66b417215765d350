import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { threadSeconds } from './thread-seconds.ts';

const LASTS_MS = 300;

it('processor time is what this thread works, in seconds, and not what it waits', async () => {
  const began = threadSeconds();
  await sleep(LASTS_MS);
  const waited = threadSeconds() - began;
  const beganMs = performance.now();
  while (performance.now() - beganMs < LASTS_MS);
  const worked = threadSeconds() - began - waited;
  expect(waited).toBeLessThan(LASTS_MS / 2000);
  // However many others want the processor.
  expect(worked).toBeGreaterThan(LASTS_MS / 20_000);
  expect(worked).toBeLessThan((performance.now() - beganMs) / 1000 + 0.02);
});
