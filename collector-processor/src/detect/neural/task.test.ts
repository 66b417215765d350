import { describe, expect, it } from '@jest/globals';
import { learnFeatures } from '../learned/features.ts';
import type { SeriesColumns } from '../learned/types.ts';
import { createColumnReader, inputWidth } from './columns.ts';
import { forecast, judgeable, reconstruction, type Task } from './task.ts';

const STEP_MS = 300_000;
const MAX_GAP = 2;
const WINDOW = 4;
const DAY = 288;

function seriesOf(change: (values: Float64Array, errors: Float64Array) => void = () => undefined): SeriesColumns {
  const values = Float64Array.from(
    { length: 4 * DAY },
    (_, i) => 100 + 50 * Math.sin((2 * Math.PI * i) / DAY) + (i % 3),
  );
  const errors = values.map((_, i) => (i % 5) / 100);
  change(values, errors);
  return { startMs: 0, stepMs: STEP_MS, values, companions: { errors } };
}

const learned = learnFeatures(seriesOf(), {
  features: ['season'],
  lags: [],
  rollingSteps: MAX_GAP,
  season: 'day',
});

const readColumns = createColumnReader(learned);

describe('columns', () => {
  it('are the distances from usual of each measure, then the time of the day on its circle', () => {
    const { width, measures, inputs } = readColumns(seriesOf());
    expect({ width, measures, told: inputWidth(learned) }).toEqual({ width: 4, measures: 2, told: 4 });
    // Six hours after midnight.
    const row = Array.from(inputs.subarray(72 * width, 73 * width));
    expect(Math.abs(row[0]!)).toBeLessThan(3);
    expect(row[2]).toBeCloseTo(1, 6);
    expect(row[3]).toBeCloseTo(0, 6);
  });

  it('close a short gap with the last distance, a long one not, a companion of any length as usual', () => {
    const { width, measures, inputs, actual } = readColumns(
      seriesOf((values, errors) => {
        values.fill(NaN, 50, 52);
        values.fill(Infinity, 60, 64);
        errors.fill(NaN, 70, 170);
      }),
    );
    const own = (i: number) => inputs[i * width];
    expect(own(51)).toBe(own(49));
    expect(own(61)).toBe(own(59));
    expect([own(62), own(63), actual[51 * measures]]).toEqual([NaN, NaN, NaN]);
    expect(own(64)).not.toBeNaN();
    expect(inputs[100 * width + 1]).toBe(0);
    expect(actual[100 * measures + 1]).toBeNaN();
  });

  it('refuse steps of another length', () => {
    expect(() => readColumns({ ...seriesOf(), stepMs: 60_000 })).toThrow('trained at steps of 300000 ms');
  });
});

describe('judgeable steps', () => {
  const columns = readColumns(
    seriesOf((values) => {
      values[20] = NaN;
      values.fill(NaN, 40, 45);
    }),
  );

  it.each<[string, Task, number]>([
    ['to be foretold', forecast, WINDOW],
    ['to be told again', reconstruction, WINDOW - 1],
  ])('%s are present and have a whole known window', (_what, task, before) => {
    const judged = new Set(judgeable(columns, WINDOW, task));
    expect(judged.has(before - 1)).toBe(false);
    expect(judged.has(before)).toBe(true);
    // A gap of one is closed: it is not judged itself, but those after it are.
    expect([20, 21].map((step) => judged.has(step))).toEqual([false, true]);
    // Two of the five are closed; then nothing is known until a whole window is back.
    expect([39, 44, 45, 45 + before - 1].map((step) => judged.has(step))).toEqual([true, false, false, false]);
    expect(judged.has(45 + before)).toBe(true);
  });
});

describe('samples', () => {
  const columns = readColumns(seriesOf());
  const judged = Int32Array.of(10, 30);
  const order = Int32Array.of(1, 0);
  const { width, measures, inputs, actual } = columns;
  const row = (step: number) => Array.from(inputs.subarray(step * width, (step + 1) * width));
  const seen = (step: number) => Array.from(actual.subarray(step * measures, (step + 1) * measures));

  it('of a forecast are the steps before, time-major, and the next step', () => {
    const floats = new Float32Array(100);
    forecast.samples(columns, judged, WINDOW).write(floats, order, 0, 2, 0, 60);
    const expected = [26, 6, 27, 7, 28, 8, 29, 9].flatMap(row);
    expect(Array.from(floats.subarray(0, expected.length))).toEqual(expected);
    expect(Array.from(floats.subarray(60, 64))).toEqual([...seen(30), ...seen(10)]);
  });

  it('of a reconstruction are the window that ends with the step, its time, and the same window', () => {
    const floats = new Float32Array(100);
    reconstruction.samples(columns, judged, WINDOW).write(floats, order, 0, 2, 0, 60);
    const window = (last: number) => [3, 2, 1, 0].flatMap((before) => seen(last - before));
    const time = (last: number) => row(last).slice(measures);
    const expected = [30, 10].flatMap((last) => [...window(last), ...time(last)]);
    expect(Array.from(floats.subarray(0, expected.length))).toEqual(expected);
    expect(Array.from(floats.subarray(60, 60 + 2 * WINDOW * measures))).toEqual([...window(30), ...window(10)]);
  });
});
