import type { FieldConfig } from '@grafana/data';

/** Options of Grafana's Time series panel that a frame may set; they beat the panel's defaults and lose to its overrides. */
export interface GraphStyle {
  readonly lineWidth?: number;
  readonly fillOpacity?: number;
  readonly fillBelowTo?: string;
  readonly showPoints?: 'never' | 'auto' | 'always';
  readonly lineStyle?: { readonly fill: 'solid' | 'dash'; readonly dash?: readonly number[] };
  readonly hideFrom?: { readonly legend: boolean; readonly tooltip: boolean; readonly viz: boolean };
  readonly thresholdsStyle?: { readonly mode: string };
}

/** Named colours follow the theme. Red stays free for what is anomalous. */
const SERIES_COLORS = ['blue', 'orange', 'purple', 'green', 'yellow', 'light-blue', 'dark-orange', 'light-purple'];

/** The colour of the n-th series of an answer: fixed, so that a band has the colour of its line. */
export function seriesColor(index: number): FieldConfig['color'] {
  return { mode: 'fixed', fixedColor: SERIES_COLORS[index % SERIES_COLORS.length] };
}

const OFF_LEGEND = { legend: true, tooltip: true, viz: false };
const OFF_EVERYTHING = { legend: true, tooltip: true, viz: true };

export const VALUE_STYLE: GraphStyle = { lineWidth: 2, fillOpacity: 0, showPoints: 'auto' };

export const EXPECTED_STYLE: GraphStyle = {
  lineWidth: 1,
  fillOpacity: 0,
  lineStyle: { fill: 'dash', dash: [4, 6] },
  showPoints: 'never',
};

export const FORECAST_STYLE: GraphStyle = {
  lineWidth: 2,
  fillOpacity: 0,
  lineStyle: { fill: 'dash', dash: [8, 8] },
  showPoints: 'never',
};

/** The lower edge of a band: nothing of it is seen, the upper edge is filled down to it. */
export const LOWER_EDGE_STYLE: GraphStyle = {
  lineWidth: 0,
  fillOpacity: 0,
  showPoints: 'never',
  hideFrom: OFF_LEGEND,
};

/** The upper edge of a band, filled down to the field of display name `lowerName`. */
export function upperEdgeStyle(lowerName: string, fillOpacity: number): GraphStyle {
  return { lineWidth: 0, fillOpacity, fillBelowTo: lowerName, showPoints: 'never', hideFrom: OFF_LEGEND };
}

export const SCORE_STYLE: GraphStyle = {
  lineWidth: 1,
  fillOpacity: 8,
  showPoints: 'never',
  thresholdsStyle: { mode: 'dashed' },
};

/** For columns that only our own panel and tables read. */
export const UNDRAWN_STYLE: GraphStyle = {
  lineWidth: 0,
  fillOpacity: 0,
  showPoints: 'never',
  hideFrom: OFF_EVERYTHING,
};
