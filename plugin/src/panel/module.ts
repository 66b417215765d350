import { FieldColorModeId, FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { TidemarkPanel } from './components/TidemarkPanel';
import { addPanelOptions } from './options';
import type { PanelOptions } from './types';

export const plugin = new PanelPlugin<PanelOptions>(TidemarkPanel)
  .useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: {
        settings: { bySeriesSupport: true, byValueSupport: false },
        defaultValue: { mode: FieldColorModeId.PaletteClassic },
      },
    },
  })
  .setPanelOptions(addPanelOptions)
  // Without it, the dashboard's annotations never reach the panel.
  .setDataSupport({ annotations: true, alertStates: true });
