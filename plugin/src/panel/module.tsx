import React, { Suspense, lazy } from 'react';
import { PanelPlugin, type PanelProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { pluginReady } from '../shared/i18n/plugin-ready';
import { changePanel } from './change-panel';
import { fieldOptions } from './field-options';
import { addPanelOptions } from './options';
import pluginJson from './plugin.json';
import type { PanelFieldConfig, PanelOptions } from './types';

const ready = pluginReady(pluginJson.id);
const LazyPanel = lazy(async () => {
  await ready;
  return import('./components/TidemarkPanel');
});

/** The graph is fetched with the first panel that shows it. */
function Panel(props: PanelProps<PanelOptions>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LazyPanel {...props} />
    </Suspense>
  );
}

export const plugin = new PanelPlugin<PanelOptions, PanelFieldConfig>(Panel)
  .useFieldConfig(fieldOptions)
  .setPanelOptions(addPanelOptions)
  .setPanelChangeHandler(changePanel)
  // Without it, the dashboard's annotations never reach the panel.
  .setDataSupport({ annotations: true, alertStates: true });
