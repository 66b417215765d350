import { describe, expect, it } from '@jest/globals';
import { aWatch } from '../test-support/fixtures';
import { healthMessage } from './health';
import { urlProblem } from './url-problem';

describe('healthMessage', () => {
  it('counts what there is', () => {
    expect(healthMessage([aWatch({ seriesCount: 4 }), aWatch({ name: 'empty', seriesCount: 0 })])).toBe(
      'Tidemark answers: 4 series in 1 watch (requests).',
    );
  });

  it('does not list every watch of many', () => {
    const watches = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => aWatch({ name, seriesCount: 1 }));

    expect(healthMessage(watches)).toContain('7 watches (a, b, c, d, e and 2 more)');
  });

  it('says what is missing', () => {
    expect(healthMessage([])).toContain('send it telemetry over OTLP');
  });
});

describe('urlProblem', () => {
  it.each([
    ['http://localhost:4319', null],
    ['https://tidemark.example/sub', null],
    ['localhost:4319', 'must begin with http'],
    ['nonsense', 'This is not an address'],
    ['http://localhost:4318', 'Port 4318 takes telemetry in'],
    ['http://localhost:4319/api/v1', 'Leave the path out'],
  ])('%s', (url, problem) => {
    expect(urlProblem(url)).toEqual(problem === null ? null : expect.stringContaining(problem));
  });
});
