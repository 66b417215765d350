import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LoadingState, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { liveResponses, wantsLive } from './live';
import type { TidemarkQuery } from './types';

const query = (live?: boolean): TidemarkQuery => ({ refId: 'A', kind: 'bands', watch: 'requests', live });

describe('liveResponses', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('answers at once and with every step, moved on, under one key, until nobody listens', async () => {
    const run = jest.fn(async (aheadMs: number): Promise<DataQueryResponse> => ({ data: [aheadMs] }));
    const seen: DataQueryResponse[] = [];
    const subscription = liveResponses(run, { key: 'k', stepMs: 10_000, now: () => Date.now() }).subscribe((response) =>
      seen.push(response),
    );

    await jest.advanceTimersByTimeAsync(25_000);
    expect(seen).toEqual(
      [0, 10_000, 20_000].map((ahead) => ({ data: [ahead], key: 'k', state: LoadingState.Streaming })),
    );

    subscription.unsubscribe();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('waits for an answer that takes longer than a step', async () => {
    const run = jest.fn(() => new Promise<DataQueryResponse>((done) => setTimeout(() => done({ data: [] }), 25_000)));
    const subscription = liveResponses(run, { key: 'k', stepMs: 10_000, now: () => Date.now() }).subscribe();

    await jest.advanceTimersByTimeAsync(24_000);
    expect(run).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(run).toHaveBeenCalledTimes(2);
    subscription.unsubscribe();
  });
});

describe('wantsLive', () => {
  it.each([
    ['a live query at the present', true, 'now', true],
    ['a range that reaches ahead', true, 'now+1h', true],
    ['a range of the past', true, '2026-11-21 08:00', false],
    ['no live query', undefined, 'now', false],
  ])('%s', (_, live, to, expected) => {
    const request = { range: { raw: { from: 'now-1h', to } } } as unknown as DataQueryRequest<TidemarkQuery>;

    expect(wantsLive([query(live)], request)).toBe(expected);
  });
});
