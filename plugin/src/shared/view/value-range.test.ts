import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { valueRange, type RangeLine } from './value-range';

const value = (...values: RangeLine['values']): RangeLine => ({ role: 'value', values });
const upper = (...values: RangeLine['values']): RangeLine => ({ role: 'upper', values });

describe('valueRange', () => {
  it('starts at zero for what is not far from it', () => {
    const [min, max] = valueRange([value(10, 40)], 0, 1) ?? [];

    expect(min).toBe(0);
    expect(max).toBeGreaterThan(40);
  });

  it('does not waste the room below what is far from zero', () => {
    const [min] = valueRange([value(980, 1000)], 0, 1) ?? [];

    expect(min).toBeGreaterThan(900);
  });

  it('shows a band whole when it is near', () => {
    const [, max = 0] = valueRange([value(40, 45), upper(60, 60)], 0, 1) ?? [];

    expect(max).toBeGreaterThan(60);
  });

  it('does not let a very wide band flatten the line', () => {
    const [, max = 0] = valueRange([value(40, 45), upper(5000, 5000)], 0, 1) ?? [];

    expect(max).toBeLessThan(100);
  });

  it('looks at the rows in sight only', () => {
    const [, max = 0] = valueRange([value(1000, 10, 12)], 1, 2) ?? [];

    expect(max).toBeLessThan(20);
  });

  it.each([[[]], [[value(null, undefined)]]])('has no range for %p', (lines) => {
    expect(valueRange(lines, 0, 1)).toBeNull();
  });

  it.each([[0], [-5e-324], [5e-324], [1e300], [-1e300]])('has a span around the one value %d', (only) => {
    const [min = 0, max = 0] = valueRange([value(only)], 0, 0) ?? [];

    expect(min).toBeLessThan(max);
  });

  it('holds every value, whatever the values are', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (values) => {
        const range = valueRange([value(...values)], 0, values.length - 1);
        const [min, max] = range ?? [NaN, NaN];
        expect(min).toBeLessThanOrEqual(Math.min(...values));
        expect(max).toBeGreaterThanOrEqual(Math.max(...values));
        expect(max).toBeGreaterThan(min);
      }),
    );
  });
});
