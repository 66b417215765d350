import type { Field } from '@grafana/data';
import {
  GraphDrawStyle,
  GraphGradientMode,
  LineInterpolation,
  ScaleDistribution,
  VisibilityMode,
  type GraphFieldConfig,
} from '@grafana/schema';
import type { LineRole } from '../view/overlay-view';
import { densePath } from './dense-path';

/** What the field options of Grafana's Time series panel say of a field; a plain page says nothing. */
export function graphConfig(field: Field): GraphFieldConfig {
  return (field.config.custom ?? {}) as GraphFieldConfig;
}

/** A series that the legend (or an override) has switched off. */
export function isHidden(field: Field): boolean {
  return graphConfig(field).hideFrom?.viz === true;
}

const DEFAULT_LINE_WIDTH = 2;
/** More steps than pixels: a line of the default width would run into a blot. */
const DENSE_LINE_WIDTH = 1;

/** How a line of a role is drawn: the value as the user's field options say, what surrounds it always alike. */
export function lineStyle(role: LineRole, field: Field, dense: boolean) {
  const line = { drawStyle: GraphDrawStyle.Line, showPoints: VisibilityMode.Never, fillOpacity: 0 };
  switch (role) {
    case 'value':
      return valueStyle(field, dense);
    case 'score':
      return { ...line, lineWidth: 1 };
    case 'expected':
      return { ...line, lineWidth: 1, lineStyle: { fill: 'dash' as const, dash: [4, 5] } };
    case 'forecastExpected':
      return { ...line, lineWidth: 2, lineStyle: { fill: 'dash' as const, dash: [8, 7] } };
    case 'anomalous':
      return {
        ...line,
        drawStyle: GraphDrawStyle.Points,
        showPoints: VisibilityMode.Always,
        lineWidth: 0,
        pointSize: dense ? 4 : 7,
      };
    default:
      return { ...line, lineWidth: 0 };
  }
}

function valueStyle(field: Field, dense: boolean) {
  const custom = graphConfig(field);
  const width = custom.lineWidth ?? DEFAULT_LINE_WIDTH;
  const plain =
    (custom.drawStyle ?? GraphDrawStyle.Line) === GraphDrawStyle.Line &&
    (custom.lineInterpolation ?? LineInterpolation.Linear) === LineInterpolation.Linear &&
    (custom.scaleDistribution?.type ?? ScaleDistribution.Linear) === ScaleDistribution.Linear &&
    (custom.fillOpacity ?? 0) === 0 &&
    custom.spanNulls !== true;
  return {
    pathBuilder: dense && plain ? densePath : undefined,
    drawStyle: custom.drawStyle ?? GraphDrawStyle.Line,
    lineInterpolation: custom.lineInterpolation,
    lineStyle: custom.lineStyle,
    lineWidth: dense && width <= DEFAULT_LINE_WIDTH ? Math.min(width, DENSE_LINE_WIDTH) : width,
    fillOpacity: custom.fillOpacity ?? 0,
    // A gradient by scheme needs a colour by value, which a line beside its band does not have.
    gradientMode: custom.gradientMode === GraphGradientMode.Scheme ? undefined : custom.gradientMode,
    barAlignment: custom.barAlignment,
    barWidthFactor: custom.barWidthFactor,
    barMaxWidth: custom.barMaxWidth,
    // A span in milliseconds would need the data itself to be changed; gaps then stay gaps.
    spanNulls: custom.spanNulls === true,
    showPoints: custom.showPoints ?? VisibilityMode.Auto,
    pointSize: custom.pointSize ?? 4,
  };
}
