import { ThresholdsMode, type DataFrame, type FieldConfig } from '@grafana/data';
import type { WhatIfResponse } from '../../shared/api/contract';
import { forecastFrames } from '../../shared/frames/forecast';
import { valueFrames } from '../../shared/frames/lines';
import { seriesKey } from '../../shared/frames/names';
import { overlayView, type OverlayView } from '../../shared/view/overlay-view';

const HISTORY = 'history';
const DAY_MS = 86_400_000;
/** Of the history this many horizons are shown, and at least so much. */
const HORIZONS_BACK = 2;
const LEAST_BACK_MS = 7 * DAY_MS;

/** History, a dashed line a model, the first model's fan, and the limit. */
export function forecastView(answer: WhatIfResponse, historyName: string): OverlayView {
  const { watch, labels, unit, stepMs, startMs, history, models, limit } = answer;
  const times = history.values.map((_, i) => history.startMs + i * stepMs);
  const past = { watch, stepMs, total: 1, series: [{ labels, times, value: history.values }] };
  // Every line keeps a colour of its own.
  const keys = [HISTORY, ...models.map(({ name }) => name)].map((refId) => seriesKey(refId, watch, labels));
  const frames = [
    ...valueFrames(past, { refId: HISTORY, unit, legend: historyName }),
    ...models.flatMap(({ name, expected, lower, upper }, at) => {
      const ahead = expected.map((_, i) => startMs + i * stepMs);
      const series = [{ labels, madeAtMs: startMs, times: ahead, expected, lower, upper }];
      const drawn = forecastFrames({ watch, stepMs, total: 1, series }, { refId: name, unit, legend: name }, keys);
      // Two fans over each other cannot be told apart.
      return at === 0 ? drawn : drawn.map(withoutFan);
    }),
  ];
  return overlayView(limit === null ? frames : frames.map((frame) => withLimit(frame, limit)));
}

/** The time that the graph shows. */
export function shownRange({ startMs, stepMs, history, models }: WhatIfResponse): { fromMs: number; toMs: number } {
  const aheadMs = (models[0]?.expected.length ?? 1) * stepMs;
  const fromMs = startMs - Math.max(LEAST_BACK_MS, HORIZONS_BACK * aheadMs);
  return { fromMs: Math.max(fromMs, history.startMs), toMs: startMs + aheadMs };
}

function withoutFan(frame: DataFrame): DataFrame {
  const isEdge = (name: string) => name === 'forecastUpper' || name === 'forecastLower';
  return { ...frame, fields: frame.fields.filter(({ name }) => !isEdge(name)) };
}

/** A dashed line at the limit, on an axis that reaches to it. */
function withLimit(frame: DataFrame, { value, direction }: NonNullable<WhatIfResponse['limit']>): DataFrame {
  const thresholds: FieldConfig['thresholds'] = {
    mode: ThresholdsMode.Absolute,
    steps: [
      { value: -Infinity, color: direction === 'up' ? 'transparent' : 'red' },
      { value, color: direction === 'up' ? 'red' : 'transparent' },
    ],
  };
  const reach = direction === 'up' ? { axisSoftMax: value } : { axisSoftMin: value };
  const fields = frame.fields.map((field) => {
    const custom = { ...field.config.custom, ...reach, thresholdsStyle: { mode: 'dashed' } };
    return field.name === 'time' ? field : { ...field, config: { ...field.config, thresholds, custom } };
  });
  return { ...frame, fields };
}
