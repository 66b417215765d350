import { describe, expect, it } from '@jest/globals';
import type { FieldConfigSource, PanelModel } from '@grafana/data';
import { changePanel } from './change-panel';
import { shownRange } from './shown-range';
import { withDefaults } from './with-defaults';
import type { PanelOptions } from './types';

const PREVIOUS: FieldConfigSource = {
  defaults: {
    unit: 'reqps',
    custom: { lineWidth: 3, fillOpacity: 22, axisLabel: 'requests', stacking: { mode: 'normal' } },
  },
  overrides: [
    {
      matcher: { id: 'byName', options: 'shop' },
      properties: [
        { id: 'custom.lineWidth', value: 5 },
        { id: 'custom.stacking', value: {} },
        { id: 'color', value: { mode: 'fixed' } },
      ],
    },
    { matcher: { id: 'byName', options: 'x' }, properties: [{ id: 'custom.transform', value: 'negative-Y' }] },
  ],
};

function switchFrom(pluginId: string, options: object) {
  const fieldConfig: FieldConfigSource = { defaults: { unit: 'reqps', custom: { lineWidth: 2 } }, overrides: [] };
  const panel = { fieldConfig } as unknown as PanelModel<PanelOptions>;
  const kept = changePanel(panel, pluginId, options, PREVIOUS);
  return { kept, fieldConfig };
}

describe('changePanel', () => {
  it('keeps what Time series had set, in place, and leaves out what this panel does not know', () => {
    const { fieldConfig } = switchFrom('timeseries', {});

    expect(fieldConfig.defaults.custom).toEqual({ lineWidth: 3, fillOpacity: 22, axisLabel: 'requests' });
    expect(fieldConfig.overrides).toEqual([
      {
        matcher: { id: 'byName', options: 'shop' },
        properties: [
          { id: 'custom.lineWidth', value: 5 },
          { id: 'color', value: { mode: 'fixed' } },
        ],
      },
    ]);
  });

  it('keeps legend and tooltip', () => {
    const legend = { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['max'] };

    expect(switchFrom('timeseries', { legend, tooltip: { mode: 'multi', sort: 'desc' }, other: 1 }).kept).toEqual({
      legend,
      tooltip: { mode: 'multi', sort: 'desc' },
    });
  });

  it('takes nothing from a panel of another kind', () => {
    const { kept, fieldConfig } = switchFrom('table', { legend: 'what' });

    expect(kept).toEqual({});
    expect(fieldConfig.defaults.custom).toEqual({ lineWidth: 2 });
  });
});

describe('withDefaults', () => {
  it('completes what a dashboard left out', () => {
    const options = withDefaults({ showBand: false, legend: { placement: 'right' } as never });

    expect(options).toMatchObject({
      showBand: false,
      showTypical: true,
      legend: { placement: 'right', showLegend: true },
    });
  });
});

describe('shownRange', () => {
  const at = (ms: number) => ({ valueOf: () => ms }) as never;
  const range = { from: at(0), to: at(100), raw: { from: 'now-1h', to: 'now' } };
  const ahead = { from: at(20), to: at(120), raw: range.raw };

  it.each([
    ['Streaming', range, { fromMs: 20, toMs: 120 }],
    ['Done', range, { fromMs: 0, toMs: 100 }],
    ['Streaming', { ...range, raw: { from: at(0), to: at(100) } }, { fromMs: 0, toMs: 100 }],
  ])('%s', (state, timeRange, expected) => {
    expect(shownRange(timeRange, { state: state as never, timeRange: ahead })).toEqual(expected);
  });
});
