import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { DEFAULT_GRAPH_OPTIONS } from '../shared/graph/options';
import type { PanelOptions } from './types';

const SWITCHES: ReadonlyArray<{ path: keyof PanelOptions; name: string; description: string }> = [
  { path: 'showBand', name: 'Limits', description: 'The band outside which a value is an alarm' },
  { path: 'showTypical', name: 'Typical range', description: 'The darker band in which 95 % of normal steps lie' },
  { path: 'showExpected', name: 'Expected value', description: 'The dotted line' },
  { path: 'showForecast', name: 'Forecast', description: 'Past now, where the time range reaches so far' },
  { path: 'showIncidents', name: 'Incidents', description: 'And other annotations, as regions behind the lines' },
  { path: 'showLegend', name: 'Legend', description: 'Press a series to see it alone' },
];

export function addPanelOptions(builder: PanelOptionsEditorBuilder<PanelOptions>): void {
  for (const { path, name, description } of SWITCHES) {
    builder.addBooleanSwitch({
      path,
      name,
      description,
      defaultValue: DEFAULT_GRAPH_OPTIONS[path],
      category: ['Show'],
    });
  }
}
