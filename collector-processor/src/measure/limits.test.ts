import { expect, it } from '@jest/globals';
import { DEFAULT_LIMITS, streamsFor } from './limits.ts';

it('remembers as many streams as the series that may be watched need', () => {
  expect(streamsFor(1_000_000)).toBe(2_000_000);
  expect(streamsFor(500)).toBe(DEFAULT_LIMITS.maxStreams);
});
