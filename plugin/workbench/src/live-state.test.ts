import { describe, expect, it } from '@jest/globals';
import { STEP_MS, T0, aWatch } from '../../src/test-support/fixtures';
import { apiError } from '../../src/shared/api/errors';
import { createTroublesApi } from './troubles-api';
import { liveState } from './live-state';

describe('liveState', () => {
  const watch = aWatch({ lastStepMs: T0 });

  it.each([
    [
      'is live while steps come',
      { watches: [aWatch({ lastStepMs: null }), watch], error: null, nowMs: T0 + 2 * STEP_MS },
      'good',
    ],
    [
      'is not when they stay away',
      { watches: [aWatch({ lastStepMs: null }), watch], error: null, nowMs: T0 + 20 * STEP_MS },
      'waiting',
    ],
    ['waits for the first step', { watches: [], error: null, nowMs: T0 }, 'waiting'],
    ['waits for the first answer', { watches: null, error: null, nowMs: T0 }, 'waiting'],
    ['says when nothing answers', { watches: [watch], error: 'no', nowMs: T0 }, 'bad'],
  ])('%s', (_, liveness, kind) => {
    expect(liveState(liveness).kind).toBe(kind);
  });
});

describe('createTroublesApi', () => {
  it.each([
    ['a processor without a demo', async () => Promise.reject(apiError(404, undefined))],
    ['an answer of another shape', async () => ({ active: null })],
  ])('knows %s', async (_, transport) => {
    await expect(createTroublesApi(transport).list()).resolves.toBeNull();
  });

  it('does not take a lost connection for a missing demo', async () => {
    const troubles = createTroublesApi(async () => Promise.reject(apiError(0, undefined)));

    await expect(troubles.list()).rejects.toThrow('Nothing answers');
  });
});
