import type { ConfigOverrideRule, PanelTypeChangedHandler } from '@grafana/data';
import type { PanelFieldConfig, PanelOptions } from './types';

/** Panels whose options and field options have the shape of ours. */
const ALIKE = new Set(['timeseries', 'trend', 'barchart']);

const KEPT: ReadonlySet<string> = new Set<keyof PanelFieldConfig>([
  'drawStyle',
  'lineInterpolation',
  'lineWidth',
  'lineStyle',
  'fillOpacity',
  'gradientMode',
  'barAlignment',
  'spanNulls',
  'showPoints',
  'pointSize',
  'axisPlacement',
  'axisLabel',
  'axisWidth',
  'axisSoftMin',
  'axisSoftMax',
  'axisGridShow',
  'axisBorderShow',
  'axisCenteredZero',
  'axisColorMode',
  'scaleDistribution',
  'hideFrom',
  'thresholdsStyle',
]);
const CUSTOM = 'custom.';

/**
 * Keeps what the user had set on another time series panel. Grafana resets custom field options when the panel's type
 * changes, and ignores a new `fieldConfig`: it must be changed in place.
 */
export const changePanel: PanelTypeChangedHandler<PanelOptions> = (
  panel,
  prevPluginId,
  prevOptions,
  prevFieldConfig,
) => {
  if (!ALIKE.has(prevPluginId)) {
    return {};
  }
  const { defaults, overrides } = panel.fieldConfig;
  defaults.custom = { ...defaults.custom, ...keptOf(prevFieldConfig?.defaults?.custom) };
  overrides.splice(
    0,
    overrides.length,
    ...((prevFieldConfig?.overrides ?? []) as ConfigOverrideRule[]).flatMap(keptRule),
  );
  const { legend, tooltip } = prevOptions;
  return { ...(legend === undefined ? {} : { legend }), ...(tooltip === undefined ? {} : { tooltip }) };
};

function keptOf(custom: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(custom ?? {}).filter(([name]) => KEPT.has(name)));
}

/** A rule without what this panel does not know; none where nothing is left of it. */
function keptRule(rule: ConfigOverrideRule): ConfigOverrideRule[] {
  const properties = rule.properties.filter(
    ({ id }) => !id.startsWith(CUSTOM) || KEPT.has(id.slice(CUSTOM.length).split('.')[0]),
  );
  return properties.length === 0 ? [] : [{ ...rule, properties }];
}
