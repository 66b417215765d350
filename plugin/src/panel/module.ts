import { PanelPlugin } from '@grafana/data';
import { pluginReady } from '../shared/i18n/plugin-ready';
import { lazySurface } from '../shared/react/lazy-surface';
import { changePanel } from './change-panel';
import { fieldOptions } from './field-options';
import { addPanelOptions } from './options';
import pluginJson from './plugin.json';
import type { PanelFieldConfig, PanelOptions } from './types';

/** The graph is fetched with the first panel that shows it. */
const Panel = lazySurface(pluginReady(pluginJson.id), () => import('./components/TidemarkPanel'));

export const plugin = new PanelPlugin<PanelOptions, PanelFieldConfig>(Panel)
  .useFieldConfig(fieldOptions)
  .setPanelOptions(addPanelOptions)
  .setPanelChangeHandler(changePanel)
  // Without it, the dashboard's annotations never reach the panel.
  .setDataSupport({ annotations: true, alertStates: true });
