import React from 'react';
import { describe, expect, it } from '@jest/globals';
import { LoadingState, dateTime, type DataFrame, type PanelProps } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import { STEP_MS, T0, aRange, anIncident } from '../../test-support/fixtures';
import { bandFrames } from '../../shared/frames/bands';
import { incidentFrame } from '../../shared/frames/incidents';
import { DEFAULT_GRAPH_OPTIONS } from '../../shared/graph/options';
import type { PanelOptions } from '../types';
import TidemarkPanel from './TidemarkPanel';

jest.mock('@grafana/runtime', () => ({
  PanelDataErrorView: ({ message }: { message?: string }) => <div role="alert">{message}</div>,
}));
// The plot itself draws on a canvas, which jsdom has not.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual<object>('@grafana/ui'),
  UPlotChart: () => <div data-testid="plot" />,
}));

const OPTIONS = { refId: 'A', unit: 'req/s', bands: 'both', showValue: true, withDetail: true } as const;

function renderPanel(series: DataFrame[], change: Partial<PanelProps<PanelOptions>> = {}) {
  const from = dateTime(T0);
  const to = dateTime(T0 + 3 * STEP_MS);
  const timeRange = { from, to, raw: { from, to } };
  const props = {
    ...{ id: 1, width: 600, height: 300, timeZone: 'utc', timeRange, options: DEFAULT_GRAPH_OPTIONS },
    data: { series, annotations: [], state: LoadingState.Done, timeRange },
    ...change,
  };
  render(<TidemarkPanel {...(props as unknown as PanelProps<PanelOptions>)} />);
}

describe('TidemarkPanel', () => {
  it('tells the graph in words', () => {
    const series = [...bandFrames(aRange(), OPTIONS), incidentFrame([anIncident()], { refId: 'B', unitOf: () => '' })];
    renderPanel(series, {
      options: { ...DEFAULT_GRAPH_OPTIONS, legend: { ...DEFAULT_GRAPH_OPTIONS.legend, showLegend: false } },
    });

    expect(screen.getByRole('figure')).toHaveAccessibleName(/shop: 90 req\/s at .* anomalous\. 1 incident\./);
    expect(screen.getByTestId('plot')).toBeInTheDocument();
  });

  it('keys what it draws', () => {
    renderPanel(bandFrames(aRange(), OPTIONS));

    for (const text of ['shop', 'expected', 'typical', 'limits', 'anomalous']) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
  });

  it('leaves out what is switched off', () => {
    renderPanel(bandFrames(aRange(), OPTIONS), {
      options: { ...DEFAULT_GRAPH_OPTIONS, showBand: false, showExpected: false },
    });

    expect(screen.queryByText('limits')).not.toBeInTheDocument();
    expect(screen.queryByText('expected')).not.toBeInTheDocument();
    expect(screen.getByText('typical')).toBeInTheDocument();
  });

  it('says why there is nothing', () => {
    renderPanel([]);

    expect(screen.getByRole('alert')).toHaveTextContent('No data in this time range');
  });
});
