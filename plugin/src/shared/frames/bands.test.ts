import { describe, expect, it } from '@jest/globals';
import { FieldType, type DataFrame } from '@grafana/data';
import { STEP_MS, T0, aRange, fieldOf } from '../../test-support/fixtures';
import { bandFields, bandFrames, type BandFrameOptions } from './bands';
import { markOf } from './roles';

const OPTIONS: BandFrameOptions = { refId: 'A', unit: 'req/s', bands: 'both', showValue: true, withDetail: false };
const build = (change: Partial<BandFrameOptions> = {}) => bandFrames(aRange(), { ...OPTIONS, ...change });

describe('bandFields', () => {
  it.each<[string, Partial<BandFrameOptions>, string[]]>([
    ['both bands', {}, ['value', 'expected', 'lower', 'upper', 'typicalLower', 'typicalUpper']],
    ['limits alone', { bands: 'limits' }, ['value', 'expected', 'lower', 'upper']],
    ['typical without the value', { bands: 'typical', showValue: false }, ['expected', 'typicalLower', 'typicalUpper']],
  ])('asks for %s', (_, change, expected) => {
    expect(bandFields({ ...OPTIONS, ...change })).toEqual(expected);
  });

  it('asks for score and state for our own panel', () => {
    expect(bandFields({ ...OPTIONS, withDetail: true })).toEqual(expect.arrayContaining(['score', 'learning', 'held']));
  });
});

describe('bandFrames', () => {
  it('gives one wide frame a series with the steps as times', () => {
    const [frame, ...others] = build();

    expect(others).toEqual([]);
    expect(frame.length).toBe(3);
    expect(frame.fields[0]).toMatchObject({ type: FieldType.time, values: [T0, T0 + STEP_MS, T0 + 2 * STEP_MS] });
    expect(fieldOf(frame, 'value').values).toEqual([40, 90, null]);
  });

  it.each([
    ['upper', 'lower'],
    ['typicalUpper', 'typicalLower'],
  ])('fills %s down to the display name of %s', (upper, lower) => {
    const [frame] = build();

    const target = fieldOf(frame, lower).config.displayNameFromDS;
    expect(fieldOf(frame, upper).config.custom).toMatchObject({ fillBelowTo: target, lineWidth: 0 });
  });

  it.each([
    ['ratio', false, [null, 0.5, 0.5]],
    ['ratio', true, [5, 0.5, 0.5]],
    ['req/s', false, [5, 0.5, 0.5]],
  ])('of %s, for our own panel: %s, has the limits %j', (unit, withDetail, limits) => {
    const [series] = aRange().series;
    const range = aRange({ series: [{ ...series, upper: [5, 0.5, 0.5], lower: [0, 0.1, 0.1] }] });
    const [frame] = bandFrames(range, { ...OPTIONS, unit, withDetail });

    expect(fieldOf(frame, 'upper').values).toEqual(limits);
    expect(fieldOf(frame, 'lower').values[0]).toBe(limits[0] === null ? null : 0);
  });

  it('hides edges from legend and tooltip, but draws them', () => {
    const [frame] = build();

    for (const name of ['upper', 'lower', 'typicalUpper', 'typicalLower']) {
      expect(fieldOf(frame, name).config.custom).toMatchObject({
        hideFrom: { legend: true, tooltip: true, viz: false },
      });
    }
  });

  it('gives no two fields of two queries for one series the same hidden name', () => {
    const names = [...build(), ...build({ refId: 'B' })].flatMap(({ fields }) =>
      fields
        .filter(({ config }) => config.custom?.hideFrom !== undefined)
        .map(({ config }) => config.displayNameFromDS),
    );

    expect(new Set(names).size).toBe(names.length);
  });

  it('calls the value by the series and gives band and line one colour', () => {
    const [frame] = build();
    const [value, upper] = [fieldOf(frame, 'value'), fieldOf(frame, 'upper')];

    expect(value.config.displayNameFromDS).toBe('shop');
    expect(upper.config.color).toEqual(value.config.color);
    expect(value.config.unit).toBe('reqps');
  });

  it('takes the unit of the panel beside another query, and where it has none: one axis for both', () => {
    const drawn = (frame: DataFrame) => ['expected', 'lower', 'upper'].map((role) => fieldOf(frame, role).config.unit);

    expect(drawn(build({ matchRefId: 'B', showValue: false })[0])).toEqual([undefined, undefined, undefined]);
    expect(drawn(build({ unit: '' })[0])).toEqual([undefined, undefined, undefined]);
  });

  it('leaves the value out where another query draws it', () => {
    const [frame] = build({ showValue: false });

    expect(frame.fields.map(({ name }) => name)).not.toContain('value');
    expect(frame.fields.map(({ name }) => name)).toContain('expected');
  });

  it('marks every number field with its role', () => {
    const [frame] = build({ withDetail: true });

    for (const field of frame.fields.slice(1)) {
      expect(markOf(field)).toMatchObject({ role: field.name, seriesName: 'shop' });
    }
    expect(fieldOf(frame, 'score').config.custom).toMatchObject({ hideFrom: { viz: true } });
  });

  it('colours series in turn', () => {
    const [series] = aRange().series;
    const frames = bandFrames(aRange({ series: [series, { ...series, labels: { 'service.name': 'bank' } }] }), OPTIONS);

    const [first, second] = frames.map((frame) => fieldOf(frame, 'value').config.color?.fixedColor);
    expect(first).not.toBe(second);
  });

  it('does without columns that did not come', () => {
    const [series] = aRange().series;
    const [frame] = bandFrames(
      aRange({ series: [{ labels: series.labels, times: series.times, value: series.value }] }),
      OPTIONS,
    );

    expect(frame.fields.map(({ name }) => name)).toEqual(['time', 'value']);
  });
});
