import { FieldType, type Field, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import {
  AxisColorMode,
  AxisPlacement,
  GraphThresholdsStyleMode,
  ScaleDirection,
  ScaleDistribution,
  ScaleOrientation,
} from '@grafana/schema';
import { buildScaleKey, type UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import type { LineRole, OverlayView } from '../view/overlay-view';
import { rowsWithin } from '../view/rows-within';
import { withAxisBounds } from '../view/axis-bounds';
import { valueRange, type RangeLine } from '../view/value-range';
import { groupColor } from './colors';
import { STRIP_ROOM_PX } from './draw-strip';
import { graphConfig } from './field-style';
import type { GraphFormats } from './formats';

export const TIME_SCALE = 'x';
const AXIS_GAP_PX = 5;

export function addTimeAxis(
  builder: UPlotConfigBuilder,
  theme: GrafanaTheme2,
  timeZone: TimeZone,
  withStrip: boolean,
  getRange: () => { readonly fromMs: number; readonly toMs: number },
): void {
  builder.addScale({
    scaleKey: TIME_SCALE,
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => [getRange().fromMs, getRange().toMs],
  });
  builder.addAxis({
    scaleKey: TIME_SCALE,
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    theme,
    // The strip lies where the ticks would be.
    ...(withStrip ? { gap: AXIS_GAP_PX + STRIP_ROOM_PX, ticks: { show: false } } : {}),
  });
}

/** Series of one unit and of the same axis options share a scale, as in Grafana's Time series panel. */
export function scaleKeyOf(field: Field): string {
  return buildScaleKey(field.config, FieldType.number);
}

export function addValueAxes(
  builder: UPlotConfigBuilder,
  view: OverlayView,
  groups: readonly number[],
  roles: readonly LineRole[],
  theme: GrafanaTheme2,
  formatValue: GraphFormats['value'],
): void {
  const seen = new Set<string>();
  for (const group of groups) {
    const { field } = view.groups[group];
    const scaleKey = scaleKeyOf(field);
    if (seen.has(scaleKey)) {
      continue;
    }
    seen.add(scaleKey);
    const custom = graphConfig(field);
    const { min, max, decimals } = field.config;
    const first = seen.size === 1;
    const distribution = custom.scaleDistribution?.type ?? ScaleDistribution.Linear;
    builder.addScale({
      scaleKey,
      orientation: ScaleOrientation.Vertical,
      direction: ScaleDirection.Up,
      distribution,
      log: custom.scaleDistribution?.log,
      linearThreshold: custom.scaleDistribution?.linearThreshold,
      ...(distribution === ScaleDistribution.Linear
        ? { range: (u: uPlot) => rangeOfScale(u, roles, scaleKey, field) }
        : { min, max, softMin: custom.axisSoftMin, softMax: custom.axisSoftMax }),
    });
    const automatic = (custom.axisPlacement ?? AxisPlacement.Auto) === AxisPlacement.Auto;
    const show = custom.axisPlacement !== AxisPlacement.Hidden;
    builder.addAxis({
      scaleKey,
      theme,
      show,
      size: show ? (custom.axisWidth ?? null) : 0,
      label: custom.axisLabel,
      placement: automatic ? (first ? AxisPlacement.Left : AxisPlacement.Right) : custom.axisPlacement,
      grid: { show: custom.axisGridShow ?? first },
      border: { show: custom.axisBorderShow === true },
      color: custom.axisColorMode === AxisColorMode.Series ? groupColor(view.groups[group], theme) : undefined,
      distr: distribution,
      decimals,
      formatValue: (value: number, guessed) => formatValue(group, value, decimals ?? guessed),
    });
    if (field.config.thresholds !== undefined && hasThresholds(custom.thresholdsStyle?.mode)) {
      builder.addThresholds({
        config: custom.thresholdsStyle ?? { mode: GraphThresholdsStyleMode.Off },
        thresholds: field.config.thresholds,
        scaleKey,
        theme,
        hardMin: min,
        hardMax: max,
        softMin: custom.axisSoftMin,
        softMax: custom.axisSoftMax,
      });
    }
  }
}

function hasThresholds(mode: GraphThresholdsStyleMode | undefined): boolean {
  return mode !== undefined && mode !== GraphThresholdsStyleMode.Off;
}

function rangeOfScale(u: uPlot, roles: readonly LineRole[], scaleKey: string, field: Field): uPlot.Range.MinMax {
  const { min, max } = u.scales[TIME_SCALE];
  const [from, to] = rowsWithin(u.data[0] ?? [], min ?? -Infinity, max ?? Infinity);
  const lines = roles.flatMap((role, line): RangeLine[] =>
    u.series[line + 1].scale === scaleKey ? [{ role, values: u.data[line + 1] as RangeLine['values'] }] : [],
  );
  const custom = graphConfig(field);
  return withAxisBounds(valueRange(lines, from, to) ?? [0, 1], {
    ...{ min: field.config.min, max: field.config.max },
    ...{ softMin: custom.axisSoftMin, softMax: custom.axisSoftMax, centered: custom.axisCenteredZero },
  });
}
