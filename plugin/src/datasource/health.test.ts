import { describe, expect, it } from '@jest/globals';
import { aWatch } from '../test-support/fixtures';
import { healthMessage } from './health';
import { urlProblem } from './url-problem';

const NOW = (aWatch().lastStepMs ?? 0) + 30_000;

describe('healthMessage', () => {
  it('counts what there is', () => {
    expect(healthMessage([aWatch({ seriesCount: 4 }), aWatch({ name: 'empty', seriesCount: 0 })], NOW)).toBe(
      'Tidemark answers: 4 series in 1 watch (requests).',
    );
  });

  it('does not list every watch of many', () => {
    const watches = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => aWatch({ name, seriesCount: 1 }));

    expect(healthMessage(watches, NOW)).toContain('7 watches (a, b, c, d, e and 2 more)');
  });

  it('says when nothing comes in any more', () => {
    const fresh = aWatch({ name: 'fresh', lastStepMs: NOW + 3_600_000 });

    expect(healthMessage([aWatch()], NOW + 3_600_000)).toContain('newest step is 61 min old: check that telemetry');
    expect(healthMessage([aWatch(), fresh], NOW + 3_600_000)).not.toContain('old');
  });

  it('says what is missing', () => {
    expect(healthMessage([], NOW)).toContain('send it telemetry over OTLP');
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
