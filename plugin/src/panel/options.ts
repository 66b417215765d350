import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@grafana/i18n';
import { commonOptionsBuilder } from '@grafana/ui';
import { DEFAULT_GRAPH_OPTIONS } from '../shared/graph/options';
import type { PanelOptions } from './types';

type Switch = {
  [Path in keyof PanelOptions]: PanelOptions[Path] extends boolean ? Path : never;
}[keyof PanelOptions];

const switches = (): ReadonlyArray<{ path: Switch; name: string; description: string }> => [
  {
    path: 'showBand',
    name: t('panel.options.band', 'Limits'),
    description: t('panel.options.band-description', 'The band outside which a value is an alarm'),
  },
  {
    path: 'showTypical',
    name: t('panel.options.typical', 'Typical range'),
    description: t(
      'panel.options.typical-description',
      'The darker band: as many normal steps lie in it as the watch says, 95 % by default',
    ),
  },
  {
    path: 'showExpected',
    name: t('panel.options.expected', 'Expected value'),
    description: t('panel.options.expected-description', 'The dotted line'),
  },
  {
    path: 'showForecast',
    name: t('panel.options.forecast', 'Forecast'),
    description: t('panel.options.forecast-description', 'Past now, where the time range reaches so far'),
  },
  {
    path: 'showIncidents',
    name: t('panel.options.incidents', 'Incidents'),
    description: t('panel.options.incidents-description', 'And other annotations, as regions behind the lines'),
  },
  {
    path: 'showHeld',
    name: t('panel.options.held', 'Held out of learning'),
    description: t('panel.options.held-description', 'Hatched: what an open incident keeps from being learned'),
  },
  {
    path: 'showSeverity',
    name: t('panel.options.severity', 'Severity strip'),
    description: t(
      'panel.options.severity-description',
      'Under the graph: how severe, and where it was still learning',
    ),
  },
];

export function addPanelOptions(builder: PanelOptionsEditorBuilder<PanelOptions>): void {
  commonOptionsBuilder.addTooltipOptions(builder, false, false, DEFAULT_GRAPH_OPTIONS);
  commonOptionsBuilder.addLegendOptions(builder);
  for (const { path, name, description } of switches()) {
    builder.addBooleanSwitch({
      path,
      name,
      description,
      defaultValue: DEFAULT_GRAPH_OPTIONS[path],
      category: [t('panel.options.category', 'Tidemark')],
    });
  }
}
