import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { AxisPlacement, GraphDrawStyle, ScaleDirection, ScaleOrientation, VisibilityMode } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import type { LineRole, OverlayView } from '../view/overlay-view';
import { valueRange, type RangeLine } from '../view/value-range';
import { bandColor, groupColor, lineColor } from './colors';
import type { VisibleLines } from './visible-lines';

export interface PlotConfigOptions {
  readonly view: OverlayView;
  readonly visible: VisibleLines;
  readonly theme: GrafanaTheme2;
  readonly timeZone: TimeZone;
  /** More steps than pixels: lines are drawn thin, or they would run into a blot. */
  readonly dense: boolean;
  /** Read at every draw, so that new data and ranges need no new plot. */
  readonly getRange: () => { readonly fromMs: number; readonly toMs: number };
  readonly formatValue: (group: number, value: number, decimals?: number | null) => string;
  readonly drawBehind: (u: uPlot) => void;
  readonly drawAbove: (u: uPlot) => void;
}

const TIME_SCALE = 'x';
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
    visible.order.map((line) => {
      const { role, group } = view.lines[line];
      const { name, field } = view.groups[group];
      return [role, name, groupColor(view.groups[group], theme), field.config.unit ?? ''];
    }),
    visible.bands.map(({ kind, upper, lower }) => [kind, visible.order.indexOf(upper), visible.order.indexOf(lower)]),
  ]);
}

export function plotConfig(options: PlotConfigOptions): UPlotConfigBuilder {
  const { view, visible, theme, timeZone, dense, getRange, formatValue, drawBehind, drawAbove } = options;
  const builder = new UPlotConfigBuilder(timeZone);
  const roles = visible.order.map((line) => view.lines[line].role);

  builder.addScale({
    scaleKey: TIME_SCALE,
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => [getRange().fromMs, getRange().toMs],
  });
  builder.addAxis({ scaleKey: TIME_SCALE, isTime: true, placement: AxisPlacement.Bottom, timeZone, theme });

  for (const unit of scaleKeys(view, visible)) {
    builder.addScale({
      scaleKey: unit.key,
      orientation: ScaleOrientation.Vertical,
      direction: ScaleDirection.Up,
      range: (u) => rangeOfScale(u, roles, unit.key),
    });
    builder.addAxis({
      scaleKey: unit.key,
      placement: unit.first ? AxisPlacement.Left : AxisPlacement.Right,
      theme,
      grid: { show: unit.first },
      formatValue: (value: number, decimals) => formatValue(unit.group, value, decimals),
    });
  }

  for (const line of visible.order) {
    const { role, group } = view.lines[line];
    const color = groupColor(view.groups[group], theme);
    builder.addSeries({
      scaleKey: scaleKeyOf(view, group),
      theme,
      pxAlign: true,
      lineColor: lineColor(role, color, theme),
      fillOpacity: 0,
      pointColor: lineColor(role, color, theme),
      ...lineStyle(role, dense),
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
  builder.addHook('drawClear', drawBehind);
  builder.addHook('draw', drawAbove);
  return builder;
}

interface ScaleUnit {
  readonly key: string;
  readonly group: number;
  readonly first: boolean;
}

function scaleKeyOf(view: OverlayView, group: number): string {
  return `y/${view.groups[group].field.config.unit ?? ''}`;
}

/** One y scale a unit; the first lies on the left. */
function scaleKeys(view: OverlayView, visible: VisibleLines): ScaleUnit[] {
  const units = new Map<string, number>();
  for (const group of visible.groups) {
    const key = scaleKeyOf(view, group);
    units.set(key, units.get(key) ?? group);
  }
  return [...units].map(([key, group], position) => ({ key, group, first: position === 0 }));
}

function rangeOfScale(u: uPlot, roles: readonly LineRole[], scaleKey: string): uPlot.Range.MinMax {
  const times = Array.from(u.data[0] ?? []);
  const { min = -Infinity, max = Infinity } = u.scales[TIME_SCALE];
  const from = times.findIndex((time) => time >= (min ?? -Infinity));
  const to = times.findLastIndex((time) => time <= (max ?? Infinity));
  const lines = roles.flatMap((role, line): RangeLine[] =>
    u.series[line + 1].scale === scaleKey ? [{ role, values: u.data[line + 1] as RangeLine['values'] }] : [],
  );
  return (from === -1 ? null : valueRange(lines, from, to)) ?? [0, 1];
}

function lineStyle(role: LineRole, dense: boolean) {
  const line = { drawStyle: GraphDrawStyle.Line, showPoints: VisibilityMode.Never };
  switch (role) {
    case 'value':
      return { ...line, lineWidth: dense ? 1 : 2, showPoints: VisibilityMode.Auto, pointSize: 4 };
    case 'score':
      return { ...line, lineWidth: 1 };
    case 'expected':
      return { ...line, lineWidth: 1, lineStyle: { fill: 'dash' as const, dash: [4, 5] } };
    case 'forecastExpected':
      return { ...line, lineWidth: 2, lineStyle: { fill: 'dash' as const, dash: [8, 7] } };
    case 'anomalous':
      return {
        drawStyle: GraphDrawStyle.Points,
        showPoints: VisibilityMode.Always,
        lineWidth: 0,
        pointSize: dense ? 4 : 7,
      };
    default:
      return { ...line, lineWidth: 0 };
  }
}
