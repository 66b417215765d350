import { describe, expect, it } from '@jest/globals';
import { toOpenMetrics, wantsOpenMetrics } from './open-metrics.ts';

describe('wantsOpenMetrics', () => {
  it.each([
    [undefined, false],
    ['*/*', false],
    ['text/plain;version=0.0.4', false],
    ['application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3', true],
    ['application/openmetrics-text;q=0,text/plain', false],
  ])('%s: %s', (accept, wanted) => {
    expect(wantsOpenMetrics(accept)).toBe(wanted);
  });
});

describe('toOpenMetrics', () => {
  it('names counter families without _total, leaves the rest, and ends the page', () => {
    const text = [
      '# HELP a_total Things',
      '# UNIT a_total things',
      '# TYPE a_total counter',
      'a_total{x="1"} 5',
      '# HELP b_total A gauge of that name',
      '# TYPE b_total gauge',
      'b_total 2',
      '',
    ].join('\n');
    expect(toOpenMetrics(text)).toBe(
      [
        '# HELP a Things',
        '# TYPE a counter',
        'a_total{x="1"} 5',
        '# HELP b_total A gauge of that name',
        '# TYPE b_total gauge',
        'b_total 2',
        '# EOF',
        '',
      ].join('\n'),
    );
  });
});
