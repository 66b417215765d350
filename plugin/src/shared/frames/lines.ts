import { ThresholdsMode, type DataFrame, type FieldConfig } from '@grafana/data';
import type { RangeResponse } from '../api/contract';
import { numberField, timeField } from './field';
import { inReadingOrder, seriesKey, seriesName } from './names';
import { SCORE_STYLE, VALUE_STYLE, seriesColor } from './styles';
import { grafanaUnit } from './units';

export interface LineFrameOptions {
  readonly refId: string;
  readonly unit: string;
  readonly legend?: string;
  /** Colours begin with the n-th, where others have taken those before. */
  readonly colorFrom?: number;
}

/** Scores, with a threshold at 1: above it, a value is outside its limits. */
export function scoreFrames(response: RangeResponse, options: LineFrameOptions): DataFrame[] {
  const config: FieldConfig = {
    unit: 'short',
    min: 0,
    decimals: 2,
    thresholds: {
      mode: ThresholdsMode.Absolute,
      steps: [
        { value: -Infinity, color: 'green' },
        { value: 1, color: 'red' },
      ],
    },
  };
  return lineFrames(response, options, 'score', config);
}

/** The measured values alone. */
export function valueFrames(response: RangeResponse, options: LineFrameOptions): DataFrame[] {
  return lineFrames(response, options, 'value', { unit: grafanaUnit(options.unit) });
}

function lineFrames(
  response: RangeResponse,
  { refId, legend, colorFrom = 0 }: LineFrameOptions,
  role: 'score' | 'value',
  config: FieldConfig,
): DataFrame[] {
  return inReadingOrder(response.series).map((series, index) => {
    const name = seriesName(response.watch, series.labels, legend);
    const values = series[role] ?? series.times.map(() => null);
    return {
      refId,
      name,
      length: series.times.length,
      meta: { custom: { tidemark: { kind: role, watch: response.watch } } },
      fields: [
        timeField(series.times),
        numberField({
          name: role,
          displayName: role === 'score' ? `${name} score` : name,
          labels: series.labels,
          values,
          style: role === 'score' ? SCORE_STYLE : VALUE_STYLE,
          config: { ...config, color: seriesColor(colorFrom + index) },
          mark: { role, seriesKey: seriesKey(refId, response.watch, series.labels), seriesName: name },
        }),
      ],
    };
  });
}
