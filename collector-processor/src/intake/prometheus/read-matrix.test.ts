import { describe, expect, it } from '@jest/globals';
import { readMatrix } from './read-matrix.ts';

const matrix = (result: unknown, rest: object = {}) => ({
  status: 'success',
  data: { resultType: 'matrix', result },
  ...rest,
});

describe('reading a matrix', () => {
  it('takes numbers with their times and labels, without the name of the metric', () => {
    const body = matrix([
      {
        metric: { __name__: 'up', job: 'shop' },
        values: [
          [60, '1'],
          [120.5, '2.5e3'],
        ],
      },
    ]);
    expect(readMatrix(body, 10)).toEqual({
      status: 'ok',
      series: [{ labels: { job: 'shop' }, timesMs: [60_000, 120_500], values: [1, 2500] }],
      warnings: [],
    });
  });

  it('leaves out what is no number: NaN of a division by zero, infinities', () => {
    const body = matrix([
      {
        metric: {},
        values: [
          [60, 'NaN'],
          [120, '+Inf'],
          [180, '-Inf'],
          [240, '7'],
        ],
      },
    ]);
    expect(readMatrix(body, 10)).toMatchObject({ series: [{ timesMs: [240_000], values: [7] }] });
  });

  it('hands on what the source warns of', () => {
    const body = matrix([], { warnings: ['partial answer'], infos: ['metric might not be a counter'] });
    expect(readMatrix(body, 10)).toMatchObject({ warnings: ['partial answer', 'metric might not be a counter'] });
  });

  it.each([
    ['native histograms', matrix([{ metric: {}, histograms: [[60, { count: '1' }]] }]), { status: 'histograms' }],
    ['more series than allowed', matrix([{}, {}, {}]), { status: 'too_many_series', found: 3 }],
    ['a vector', { data: { resultType: 'vector', result: [] } }, { status: 'malformed' }],
    ['no JSON at all', null, { status: 'malformed' }],
    ['labels that are no text', matrix([{ metric: { a: 1 }, values: [] }]), { status: 'malformed' }],
    ['samples of another shape', matrix([{ metric: {}, values: [['60', 1]] }]), { status: 'malformed' }],
    ['a label without end', matrix([{ metric: { a: 'x'.repeat(2000) }, values: [] }]), { status: 'malformed' }],
  ])('refuses %s', (_what, body, outcome) => {
    expect(readMatrix(body, 2)).toMatchObject(outcome);
  });
});
