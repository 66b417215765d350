import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import type { LineRole, OverlayView } from '../view/overlay-view';
import { bandColor, groupColor, lineColor } from './colors';
import { lineStyle } from './field-style';
import type { GraphFormats } from './formats';
import { addTimeAxis, addValueAxes, scaleKeyOf } from './plot-scales';
import type { VisibleLines } from './visible-lines';

export interface PlotConfigOptions {
  readonly view: OverlayView;
  readonly visible: VisibleLines;
  readonly theme: GrafanaTheme2;
  readonly timeZone: TimeZone;
  /** More steps than pixels. */
  readonly dense: boolean;
  /** Room for the strip between graph and time axis. */
  readonly withStrip: boolean;
  /** Read at every draw, so that new data and ranges need no new plot. */
  readonly getRange: () => { readonly fromMs: number; readonly toMs: number };
  readonly formatValue: GraphFormats['value'];
  readonly onInit: (u: uPlot) => void;
  readonly drawBehind: (u: uPlot) => void;
  readonly drawAbove: (u: uPlot) => void;
}

/** How near (px) the pointer must come to a line to pick it. */
const HOVER_PROXIMITY_PX = 40;
/** Room for half of a time label at the right end. */
const LAST_LABEL_PX = 24;
const HOVERED_POINT_PX = 9;
/** Only lines that are drawn as lines get a point under the cursor; edges of bands do not. */
const HOVERED_ROLES: readonly LineRole[] = ['value', 'expected', 'forecastExpected', 'score'];

/** What the plot is made of; two views of equal structure can share one plot and only change its data. */
export function plotStructure(view: OverlayView, visible: VisibleLines, theme: GrafanaTheme2): string {
  return JSON.stringify([
    visible.groups.map((group) => {
      const { name, field } = view.groups[group];
      const { unit, min, max, decimals, thresholds, custom } = field.config;
      return [name, groupColor(view.groups[group], theme), unit, min, max, decimals, thresholds, custom];
    }),
    visible.order.map((line) => [view.lines[line].role, visible.groups.indexOf(view.lines[line].group)]),
    visible.bands.map(({ kind, upper, lower }) => [kind, visible.order.indexOf(upper), visible.order.indexOf(lower)]),
  ]);
}

export function plotConfig(options: PlotConfigOptions): UPlotConfigBuilder {
  const { view, visible, theme, timeZone, dense } = options;
  const builder = new UPlotConfigBuilder(timeZone);
  const roles = visible.order.map((line) => view.lines[line].role);

  addTimeAxis(builder, theme, timeZone, options.withStrip, options.getRange);
  addValueAxes(builder, view, visible.groups, roles, theme, options.formatValue);

  for (const line of visible.order) {
    const { role, group } = view.lines[line];
    const { field } = view.groups[group];
    const color = lineColor(role, groupColor(view.groups[group], theme), theme);
    builder.addSeries({
      scaleKey: scaleKeyOf(field),
      theme,
      pxAlign: true,
      lineColor: color,
      pointColor: color,
      ...lineStyle(role, field, dense),
    });
  }
  for (const { kind, group, upper, lower } of visible.bands) {
    builder.addBand({
      series: [visible.order.indexOf(upper) + 1, visible.order.indexOf(lower) + 1],
      fill: bandColor(kind, groupColor(view.groups[group], theme)),
    });
  }

  builder.setCursor({
    focus: { prox: HOVER_PROXIMITY_PX },
    // Every series at the same time: by default uPlot would look for the nearest value of each, however far away.
    dataIdx: (_u, _line, index) => index,
    drag: { x: true, y: false, setScale: false },
    points: { size: (_, line) => (HOVERED_ROLES.includes(roles[line - 1]) ? HOVERED_POINT_PX : 0) },
  });
  builder.setPadding([null, LAST_LABEL_PX, null, null]);
  builder.addHook('init', options.onInit);
  builder.addHook('drawClear', options.drawBehind);
  builder.addHook('draw', options.drawAbove);
  return builder;
}
