import { colorManipulator, getFieldSeriesColor, type GrafanaTheme2 } from '@grafana/data';
import type { LineRole, OverlayGroup } from '../view/overlay-view';
import type { BandPair } from './visible-lines';

const BAND_ALPHA: Readonly<Record<BandPair['kind'], number>> = { limits: 0.15, typical: 0.2, forecast: 0.12 };
const EXPECTED_ALPHA = 0.75;

export function groupColor(group: OverlayGroup, theme: GrafanaTheme2): string {
  return getFieldSeriesColor(group.field, theme).color;
}

export function lineColor(role: LineRole, color: string, theme: GrafanaTheme2): string {
  switch (role) {
    case 'anomalous':
      return theme.colors.error.main;
    case 'expected':
      return colorManipulator.alpha(color, EXPECTED_ALPHA);
    default:
      return color;
  }
}

export function bandColor(kind: BandPair['kind'], color: string): string {
  return colorManipulator.alpha(color, BAND_ALPHA[kind]);
}
