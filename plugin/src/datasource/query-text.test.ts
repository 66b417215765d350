import { describe, expect, it } from '@jest/globals';
import { queryText } from './query-text';
import type { TidemarkQuery } from './types';

describe('queryText', () => {
  it.each<[Partial<TidemarkQuery>, string]>([
    [{}, 'bands of requests'],
    [{ match: 'service.name="shop"', bands: 'limits' }, 'bands of requests{service.name="shop"} · limits'],
    [{ matchQuery: 'A', showValue: false }, 'bands of requests · on A'],
    [{ showValue: false, showForecast: false }, 'bands of requests · no value line · no forecast'],
    [{ limit: 200, bandLimit: 10, live: true }, 'bands of requests · 10 bands · 200 series · live'],
    [{ kind: 'score', legend: '{{service.name}}' }, 'score of requests · as {{service.name}}'],
    [
      { kind: 'incidents', watch: '', minSeverity: 75, format: 'table' },
      'incidents of all watches · severity from 75 · as table',
    ],
  ])('%j', (change, text) => {
    expect(queryText({ refId: 'B', kind: 'bands', watch: 'requests', ...change })).toBe(text);
  });
});
