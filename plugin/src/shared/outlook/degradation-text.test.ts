import { afterEach, describe, expect, it } from '@jest/globals';
import { T0 } from '../../test-support/fixtures';
import type { DegradationBody } from '../api/contract';
import { setLanguage } from '../i18n/language';
import { degradationText } from './degradation-text';

const drift: DegradationBody = {
  ...{ id: 'd', watch: 'latency', labels: { 'service.name': 'shop', quantile: '0.95' }, shape: 'drift', sinceMs: T0 },
  ...{ before: 0.21, now: 0.26, perDay: 0.0412, sureness: 6, openedMs: T0, updatedMs: T0 },
  ...{ closedMs: null, closedBecause: null, sentence: 'As the processor says.' },
};

describe('a degradation in words', () => {
  afterEach(() => setLanguage('en-US'));

  it('is the sentence of the processor in English', () => {
    expect(degradationText(drift, 's', 'utc')).toBe('As the processor says.');
  });

  it.each<[Partial<DegradationBody>, string]>([
    [
      {},
      'shop p95: latency rises 4,1 % a day at the same load since Samstag, 21. November, from 210 ms to 260 ms; look for what fills, leaks or grows since then',
    ],
    [
      { shape: 'step', perDay: 0 },
      'shop p95: latency is 24 % higher at the same load since Samstag, 21. November: 260 ms, not 210 ms; look for what was changed then',
    ],
    [
      { shape: 'step', perDay: 0, before: 0 },
      'shop p95: latency is higher at the same load since Samstag, 21. November: 260 ms, not 0 s; look for what was changed then',
    ],
    [
      { perDay: 99, before: 0 },
      'shop p95: latency rises at the same load since Samstag, 21. November, from 0 s to 260 ms; look for what fills, leaks or grows since then',
    ],
  ])('is made of its values elsewhere: %j', (change, expected) => {
    setLanguage('de-DE');
    expect(degradationText({ ...drift, ...change }, 's', 'utc').replaceAll('\u00a0', ' ')).toBe(expected);
  });
});
