import { expect, it } from '@jest/globals';
import { degradationSentence } from './sentence.ts';

const sinceMs = Date.parse('2026-11-24T00:00:00Z');
const subject = { timezone: 'UTC', minChange: { absolute: 0, relative: 0.1 } };
const latency = {
  ...{ ...subject, name: 'latency', unit: 's', measure: 'quantiles' as const },
  labels: { 'service.name': 'shop', 'http.route': '/checkout', quantile: '0.95' },
};
const errors = {
  ...{ ...subject, name: 'errors', unit: '1', measure: 'ratio' as const },
  labels: { 'service.name': 'shop' },
};

it.each([
  [
    'a drift',
    degradationSentence(latency, { shape: 'drift', sinceMs, before: 0.21, now: 0.26, perDay: 0.0412, sureness: 6 }),
    'p95 latency of shop /checkout rises 4.1 % a day at the same load since Tuesday 24 Nov, from 0.21 to 0.26 s; ' +
      'look for what fills, leaks or grows since then',
  ],
  [
    'a step of a share',
    degradationSentence(errors, { shape: 'step', sinceMs, before: 0.004, now: 0.02, perDay: 0, sureness: 6 }),
    'errors of shop is 400 % higher at the same load since Tuesday 24 Nov, from 0.4 % to 2 %; look for what was changed then',
  ],
  [
    'a step from nothing',
    degradationSentence(errors, { shape: 'step', sinceMs, before: 0, now: 0.02, perDay: 0, sureness: 6 }),
    'errors of shop is higher at the same load since Tuesday 24 Nov, from 0 % to 2 %; look for what was changed then',
  ],
  [
    'a drift from nothing',
    degradationSentence(errors, { shape: 'drift', sinceMs, before: 0, now: 0.02, perDay: 99, sureness: 6 }),
    'errors of shop rises at the same load since Tuesday 24 Nov, from 0 % to 2 %; look for what fills, leaks or grows since then',
  ],
])('says %s', (_what, sentence, said) => {
  expect(sentence).toBe(said);
});
