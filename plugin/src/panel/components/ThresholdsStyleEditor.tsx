import React from 'react';
import type { StandardEditorProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { GraphThresholdsStyleMode, type GraphThresholdsStyleConfig } from '@grafana/schema';
import { Combobox, getGraphFieldOptions, type ComboboxOption } from '@grafana/ui';

/** How thresholds are drawn; kept in the shape of Grafana's Time series panel. */
export function ThresholdsStyleEditor({
  id,
  value,
  onChange,
}: StandardEditorProps<GraphThresholdsStyleConfig, unknown, unknown>) {
  return (
    <Combobox
      id={id}
      aria-label={t('panel.field.thresholds', 'Show thresholds')}
      options={getGraphFieldOptions().thresholdsDisplayModes.flatMap(
        ({ label, value: mode }): Array<ComboboxOption<GraphThresholdsStyleMode>> =>
          mode === undefined ? [] : [{ label, value: mode }],
      )}
      value={value?.mode ?? GraphThresholdsStyleMode.Off}
      onChange={(chosen) => onChange({ mode: chosen.value })}
    />
  );
}
