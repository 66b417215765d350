import type { DataFrame, FieldConfig } from '@grafana/data';
import type { ForecastResponse } from '../api/contract';
import { numberField, timeField } from './field';
import { inReadingOrder, seriesKey, seriesName } from './names';
import type { Role } from './roles';
import { FORECAST_STYLE, LOWER_EDGE_STYLE, seriesColor, upperEdgeStyle } from './styles';
import { grafanaUnit } from './units';

export interface ForecastFrameOptions {
  readonly refId: string;
  readonly unit: string;
  readonly legend?: string;
}

const FORECAST_OPACITY_PERCENT = 10;

/** The expectation carried past now, dashed, with its widening band; series keep the key (and colour) of their bands. */
export function forecastFrames(
  response: ForecastResponse,
  options: ForecastFrameOptions,
  /** Keys in the order of the bands drawn with it, so that a forecast continues its own line's colour. */
  keyOrder: readonly string[] = [],
): DataFrame[] {
  const { refId, unit, legend } = options;
  return inReadingOrder(response.series).map((series, position) => {
    const { watch } = response;
    const name = seriesName(watch, series.labels, legend);
    const key = seriesKey(refId, watch, series.labels);
    const known = keyOrder.indexOf(key);
    const config: FieldConfig = { unit: grafanaUnit(unit), color: seriesColor(known >= 0 ? known : position) };
    const hidden = (text: string) => `${refId} ${watch} ${name} forecast ${text}`;
    const common = (role: Role) => ({
      name: role,
      labels: series.labels,
      config,
      mark: { role, seriesKey: key, seriesName: name },
    });
    return {
      refId,
      name: `${name} forecast`,
      length: series.times.length,
      meta: { custom: { tidemark: { kind: 'forecast', watch, madeAtMs: series.madeAtMs } } },
      fields: [
        timeField(series.times),
        numberField({
          ...common('forecastUpper'),
          displayName: hidden('upper'),
          values: series.upper,
          style: upperEdgeStyle(hidden('lower'), FORECAST_OPACITY_PERCENT),
        }),
        numberField({
          ...common('forecastLower'),
          displayName: hidden('lower'),
          values: series.lower,
          style: LOWER_EDGE_STYLE,
        }),
        numberField({
          ...common('forecastExpected'),
          displayName: `${name} forecast`,
          values: series.expected,
          style: FORECAST_STYLE,
        }),
      ],
    };
  });
}
