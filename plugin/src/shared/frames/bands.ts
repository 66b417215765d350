import type { DataFrame, Field, FieldConfig } from '@grafana/data';
import type { RangeField, RangeResponse, RangeSeries } from '../api/contract';
import { numberField, timeField, type Cells } from './field';
import { inReadingOrder, seriesKey, seriesName } from './names';
import type { Role } from './roles';
import {
  EXPECTED_STYLE,
  LOWER_EDGE_STYLE,
  UNDRAWN_STYLE,
  VALUE_STYLE,
  seriesColor,
  upperEdgeStyle,
  type GraphStyle,
} from './styles';
import { grafanaUnit } from './units';

/** Which edges are drawn: the limits (outside them is an alarm), the typical range within, or both. */
export type BandEdges = 'limits' | 'typical' | 'both';

export interface BandFrameOptions {
  readonly refId: string;
  readonly unit: string;
  readonly bands: BandEdges;
  /** False where another query of the panel draws the line already. */
  readonly showValue: boolean;
  readonly legend?: string;
  /** Adds score, state and severity, which our own panel explains points with; other panels would only list them. */
  readonly withDetail: boolean;
  /** Letter of the query of the panel whose lines the bands belong to. */
  readonly matchRefId?: string;
}

const DETAIL: readonly Extract<Role, RangeField>[] = ['score', 'direction', 'severity', 'learning', 'held'];
const LIMITS_OPACITY_PERCENT = 12;
const TYPICAL_OPACITY_PERCENT = 20;

/** The columns that {@link bandFrames} wants of the API. */
export function bandFields({ bands, showValue, withDetail }: BandFrameOptions): RangeField[] {
  return [
    ...(showValue || withDetail ? (['value'] as const) : []),
    'expected',
    ...(bands === 'typical' ? [] : (['lower', 'upper'] as const)),
    ...(bands === 'limits' ? [] : (['typicalLower', 'typicalUpper'] as const)),
    ...(withDetail ? DETAIL : []),
  ];
}

/**
 * One wide frame a series, styled so that Grafana's Time series panel draws it as a line within its band. The band of a
 * share is left out where its limit lies above 100 %: hardly anything was counted there, and nothing could be an alarm.
 */
export function bandFrames(response: RangeResponse, options: BandFrameOptions): DataFrame[] {
  return inReadingOrder(response.series).map((series, index) => bandFrame(response.watch, series, index, options));
}

function bandFrame(watch: string, series: RangeSeries, index: number, options: BandFrameOptions): DataFrame {
  const { refId, unit, bands, showValue, legend, withDetail, matchRefId } = options;
  const name = seriesName(watch, series.labels, legend);
  const key = seriesKey(refId, watch, series.labels);
  // Beside another query's line, the panel's own unit: with another unit Grafana draws a second axis, of another scale.
  const ownUnit = matchRefId === undefined && unit !== '' ? { unit: grafanaUnit(unit) } : {};
  const config: FieldConfig = { ...ownUnit, color: seriesColor(index) };
  // Unique over the whole panel, or a band would be filled down to another query's edge.
  const hidden = (text: string) => `${refId} ${watch} ${name} ${text}`;

  const field = (
    role: Role,
    displayName: string,
    values: Cells | undefined,
    style: GraphStyle,
    own = config,
  ): Field[] =>
    values === undefined
      ? []
      : [
          numberField({
            name: role,
            displayName,
            labels: series.labels,
            values,
            style,
            config: own,
            mark: { role, seriesKey: key, seriesName: name, ...(matchRefId === undefined ? {} : { matchRefId }) },
          }),
        ];
  // Our own panel lets no band flatten its line; the axis of any other reaches to the band's edge.
  const open = withDetail || unit !== 'ratio' ? undefined : series.upper?.map((edge) => edge !== null && edge > 1);
  const shown = (cells: Cells | undefined) =>
    open === undefined ? cells : cells?.map((cell, row) => (open[row] ? null : cell));
  const edges = (upper: 'upper' | 'typicalUpper', lower: 'lower' | 'typicalLower', opacity: number): Field[] => [
    ...field(upper, hidden(upper), shown(series[upper]), upperEdgeStyle(hidden(lower), opacity)),
    ...field(lower, hidden(lower), shown(series[lower]), LOWER_EDGE_STYLE),
  ];

  const fields = [
    timeField(series.times),
    ...(bands === 'typical' ? [] : edges('upper', 'lower', LIMITS_OPACITY_PERCENT)),
    ...(bands === 'limits' ? [] : edges('typicalUpper', 'typicalLower', TYPICAL_OPACITY_PERCENT)),
    // Our own panel has options for the line; what a frame says would win over them.
    ...(showValue ? field('value', name, series.value, withDetail ? {} : VALUE_STYLE) : []),
    ...(!showValue && withDetail ? field('measured', hidden('measured'), series.value, UNDRAWN_STYLE) : []),
    ...field('expected', `${name} expected`, series.expected, EXPECTED_STYLE),
    ...(withDetail
      ? DETAIL.flatMap((role) => field(role, hidden(role), series[role], UNDRAWN_STYLE, { unit: 'short' }))
      : []),
  ];
  return { refId, name, fields, length: series.times.length, meta: { custom: { tidemark: { kind: 'bands', watch } } } };
}
