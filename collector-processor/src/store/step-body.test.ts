import { describe, expect, it } from '@jest/globals';
import { stepReport } from '../../test/support/step-report.ts';
import { decodeStep, encodeStep, rowAt } from './step-body.ts';

const IDS = [7, 2 ** 40, 9];
const { step } = stepReport({
  stepStartMs: 60_000,
  rows: [
    { labels: {}, value: 0.1, expected: -3, lower: -7, upper: 1e300, score: 1.5, direction: -1, severity: 80 },
    { labels: {}, value: NaN, learning: true },
    { labels: {}, value: -0, direction: 1, incident: {} as never },
  ],
});
const { change: _change, lasting: _lasting, ...stored } = step.columns;

describe('the bytes of a step', () => {
  const body = encodeStep(IDS, step.columns);
  /** The same bytes where no number can be read in place. */
  const unaligned = new Uint8Array(body.length + 3).subarray(3);
  unaligned.set(body);

  it.each([
    ['', body],
    [', wherever they stand', unaligned],
  ])('have every id and column bit for bit%s', (_where, bytes) => {
    const { stepMs, ids, columns } = decodeStep(60_000, bytes);
    expect(stepMs).toBe(60_000);
    expect([...ids]).toEqual(IDS);
    for (const [name, column] of Object.entries(stored)) {
      expect([name, ...Array.from(columns[name as keyof typeof columns])]).toEqual([name, ...column]);
    }
    expect(Object.keys(columns).sort()).toEqual(Object.keys(stored).sort());
  });

  it('have only the first rows of columns that have more', () => {
    const decoded = decodeStep(60_000, encodeStep(IDS.slice(0, 2), step.columns));
    expect(Array.from(decoded.columns.learning)).toEqual([0, 1]);
    expect(rowAt(decoded, 0)).toEqual({
      ...{ stepMs: 60_000, value: 0.1, expected: -3, typicalLower: -5, typicalUpper: -1, lower: -7, upper: 1e300 },
      ...{ score: 1.5, severity: 80, direction: -1, learning: 0, held: 0 },
    });
  });
});
