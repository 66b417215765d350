import {
  FieldColorModeId,
  FieldConfigProperty,
  FieldType,
  identityOverrideProcessor,
  type FieldConfigEditorBuilder,
  type SetFieldConfigOptionsArgs,
} from '@grafana/data';
import { t } from '@grafana/i18n';
import {
  GraphDrawStyle,
  GraphGradientMode,
  GraphThresholdsStyleMode,
  LineInterpolation,
  VisibilityMode,
} from '@grafana/schema';
import { commonOptionsBuilder, getGraphFieldOptions } from '@grafana/ui';
import { ThresholdsStyleEditor } from './components/ThresholdsStyleEditor';
import type { PanelFieldConfig } from './types';

const DEFAULT_LINE_WIDTH = 2;

/**
 * The field options of Grafana's Time series panel that a line beside its band can have, under the same names, so that
 * switching between the two keeps them. Stacking is not among them: a stacked line lies in no band.
 */
export const fieldOptions: SetFieldConfigOptionsArgs<PanelFieldConfig> = {
  standardOptions: {
    [FieldConfigProperty.Color]: {
      settings: { bySeriesSupport: true, byValueSupport: false },
      defaultValue: { mode: FieldColorModeId.PaletteClassic },
    },
  },
  useCustomConfig: (builder) => {
    addLineOptions(builder);
    commonOptionsBuilder.addAxisConfig(builder, {});
    commonOptionsBuilder.addHideFrom(builder);
    builder.addCustomEditor({
      id: 'thresholdsStyle',
      path: 'thresholdsStyle',
      name: t('panel.field.thresholds', 'Show thresholds'),
      category: [t('panel.field.category-thresholds', 'Thresholds')],
      defaultValue: { mode: GraphThresholdsStyleMode.Off },
      editor: ThresholdsStyleEditor,
      override: ThresholdsStyleEditor,
      process: identityOverrideProcessor,
      shouldApply: (field) => field.type === FieldType.number,
    });
  },
};

function addLineOptions(builder: FieldConfigEditorBuilder<PanelFieldConfig>): void {
  const choices = getGraphFieldOptions();
  const category = [t('panel.field.category', 'Graph styles')];
  const isBars = (config: PanelFieldConfig) => config.drawStyle === GraphDrawStyle.Bars;
  const isLine = (config: PanelFieldConfig) => (config.drawStyle ?? GraphDrawStyle.Line) === GraphDrawStyle.Line;
  builder
    .addRadio({
      path: 'drawStyle',
      name: t('panel.field.style', 'Style'),
      category,
      defaultValue: GraphDrawStyle.Line,
      settings: { options: choices.drawStyle },
    })
    .addRadio({
      path: 'lineInterpolation',
      name: t('panel.field.interpolation', 'Line interpolation'),
      category,
      defaultValue: LineInterpolation.Linear,
      settings: { options: choices.lineInterpolation },
      showIf: isLine,
    })
    .addRadio({
      path: 'barAlignment',
      name: t('panel.field.bar-alignment', 'Bar alignment'),
      category,
      settings: { options: choices.barAlignment },
      showIf: isBars,
    })
    .addSliderInput({
      path: 'lineWidth',
      name: t('panel.field.line-width', 'Line width'),
      category,
      defaultValue: DEFAULT_LINE_WIDTH,
      settings: { min: 0, max: 10, step: 1 },
      showIf: (config) => config.drawStyle !== GraphDrawStyle.Points,
    })
    .addSliderInput({
      path: 'fillOpacity',
      name: t('panel.field.fill-opacity', 'Fill opacity'),
      category,
      defaultValue: 0,
      settings: { min: 0, max: 100, step: 1 },
      showIf: (config) => config.drawStyle !== GraphDrawStyle.Points,
    })
    .addRadio({
      path: 'gradientMode',
      name: t('panel.field.gradient', 'Gradient mode'),
      category,
      defaultValue: GraphGradientMode.None,
      settings: { options: choices.fillGradient.filter(({ value }) => value !== GraphGradientMode.Scheme) },
      showIf: (config) => config.drawStyle !== GraphDrawStyle.Points,
    })
    .addBooleanSwitch({
      path: 'spanNulls',
      name: t('panel.field.connect', 'Connect null values'),
      category,
      defaultValue: false,
      showIf: isLine,
    })
    .addRadio({
      path: 'showPoints',
      name: t('panel.field.points', 'Show points'),
      category,
      defaultValue: VisibilityMode.Auto,
      settings: { options: choices.showPoints },
      showIf: (config) => config.drawStyle !== GraphDrawStyle.Points,
    })
    .addSliderInput({
      path: 'pointSize',
      name: t('panel.field.point-size', 'Point size'),
      category,
      defaultValue: 4,
      settings: { min: 1, max: 40, step: 1 },
      showIf: (config) => config.showPoints !== VisibilityMode.Never || config.drawStyle === GraphDrawStyle.Points,
    });
}
