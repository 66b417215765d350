import { describe, expect, it } from '@jest/globals';
import { FieldType, createDataFrame, type DataFrame } from '@grafana/data';
import { STEP_MS, T0, aForecast, aRange, anIncident } from '../../test-support/fixtures';
import { bandFrames } from '../frames/bands';
import { forecastFrames } from '../frames/forecast';
import { incidentFrame } from '../frames/incidents';
import { isEmptyView, overlayView, type LineRole, type OverlayView } from './overlay-view';

const OPTIONS = { refId: 'A', unit: 'req/s', bands: 'both', showValue: true, withDetail: true } as const;

const cellsOf = (view: OverlayView, role: LineRole, group = 0) => {
  const line = view.groups[group]?.lines[role];
  return line === undefined ? undefined : view.lines[line].values;
};

const plainFrame = (name: string, times: number[], values: Array<number | null>): DataFrame =>
  createDataFrame({
    refId: 'P',
    name,
    fields: [
      { name: 'time', type: FieldType.time, values: times },
      { name: 'Value', type: FieldType.number, values, config: { displayNameFromDS: name } },
    ],
  });

describe('overlayView', () => {
  it('puts value, band and forecast of one series into one group along one axis', () => {
    const view = overlayView([...bandFrames(aRange(), OPTIONS), ...forecastFrames(aForecast(), OPTIONS)]);

    expect(view.groups.map(({ name }) => name)).toEqual(['shop']);
    expect(view.times).toHaveLength(5);
    expect(cellsOf(view, 'value')).toEqual([40, 90, null, undefined, undefined]);
    expect(cellsOf(view, 'forecastExpected')).toEqual([undefined, undefined, undefined, 44, 45]);
    expect(view.forecastFromMs).toBe(T0 + 3 * STEP_MS);
  });

  it('marks as anomalous what scores above 1', () => {
    expect(cellsOf(overlayView(bandFrames(aRange(), OPTIONS)), 'anomalous')).toEqual([null, 90, null]);
  });

  it('goes by the limits where there is no score', () => {
    const view = overlayView(bandFrames(aRange(), { ...OPTIONS, withDetail: false }));

    expect(cellsOf(view, 'anomalous')).toEqual([null, 90, null]);
  });

  it('marks nothing while it is learning', () => {
    const [series] = aRange().series;
    const view = overlayView(bandFrames(aRange({ series: [{ ...series, learning: [1, 1, 1] }] }), OPTIONS));

    expect(view.groups[0].lines.anomalous).toBeUndefined();
  });

  it('shows plain lines of other datasources, each for itself and without a band', () => {
    const view = overlayView([plainFrame('a', [1, 2], [5, 6]), plainFrame('b', [2, 3], [7, 8])]);

    expect(view.groups.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(view.times).toEqual([1, 2, 3]);
    expect(cellsOf(view, 'value', 1)).toEqual([undefined, 7, 8]);
    expect(view.groups.map(({ field }) => field.state?.seriesIndex)).toEqual([0, 1]);
  });

  it('keeps the same series of two queries apart', () => {
    const view = overlayView([...bandFrames(aRange(), OPTIONS), ...bandFrames(aRange(), { ...OPTIONS, refId: 'B' })]);

    expect(view.groups).toHaveLength(2);
  });

  it('calls a series as an override says', () => {
    const [frame] = bandFrames(aRange(), OPTIONS);
    const renamed = {
      ...frame,
      fields: frame.fields.map((field) =>
        field.name === 'value' ? { ...field, config: { ...field.config, displayName: 'My shop' } } : field,
      ),
    };

    expect(overlayView([renamed]).groups[0].name).toBe('My shop');
  });

  it('reads incidents from annotations and from a query alike, each once', () => {
    const incidents = incidentFrame([anIncident()], { refId: 'B', unitOf: () => '' });
    const view = overlayView([...bandFrames(aRange(), OPTIONS), incidents], [incidents]);

    expect(view.regions).toHaveLength(1);
    expect(view.regions[0].incident).toMatchObject({ id: 'incident-1', severity: 90, open: false });
  });

  it('leaves frames without a time out', () => {
    const table = createDataFrame({ fields: [{ name: 'n', type: FieldType.number, values: [1] }] });

    expect(isEmptyView(overlayView([table]))).toBe(true);
  });

  it.each([
    ['nothing', []],
    ['rows without values', [plainFrame('a', [1, 2], [null, null])]],
  ])('knows that %s is empty', (_, frames) => {
    expect(isEmptyView(overlayView(frames))).toBe(true);
  });
});

describe('a band that matches another query', () => {
  const matched = { ...OPTIONS, showValue: false, matchRefId: 'P' } as const;
  const line = (service: string) => {
    const frame = plainFrame(service, [T0, T0 + STEP_MS, T0 + 2 * STEP_MS], [41, 88, 0]);
    frame.fields[1].labels = { service_name: service };
    return frame;
  };

  it('goes with the line of the same labels, and marks what Tidemark measured', () => {
    const view = overlayView([line('other'), line('shop'), ...bandFrames(aRange(), matched)]);
    const shop = view.groups.findIndex(({ name }) => name === 'shop');

    expect(view.groups.map(({ name }) => name)).toEqual(['other', 'shop']);
    expect(cellsOf(view, 'value', shop)).toEqual([41, 88, 0]);
    expect(cellsOf(view, 'upper', shop)).toEqual([50, 51, 52]);
    expect(cellsOf(view, 'anomalous', shop)).toEqual([null, 90, null]);
  });

  it('stands by itself where no line has its labels', () => {
    const view = overlayView([line('other'), ...bandFrames(aRange(), matched)]);

    expect(view.groups.map(({ name }) => name)).toEqual(['other', 'shop']);
    expect(cellsOf(view, 'value', 1)).toBeUndefined();
  });
});
