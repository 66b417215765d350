import { FieldType, type PanelData } from '@grafana/data';

/** Why there is nothing to draw, in a sentence; undefined leaves Grafana to say it. */
export function emptyReason(data: Pick<PanelData, 'series' | 'errors' | 'error'>): string | undefined {
  const failure = data.errors?.[0] ?? data.error;
  if (failure?.message !== undefined) {
    return failure.message;
  }
  const rows = data.series.reduce((sum, frame) => sum + frame.length, 0);
  if (rows === 0) {
    return 'No data in this time range. Check the watch and its matchers, or choose a longer range.';
  }
  const has = (type: FieldType) => data.series.some(({ fields }) => fields.some((field) => field.type === type));
  return has(FieldType.time) && has(FieldType.number)
    ? 'There are steps in this time range, but none of them holds a value.'
    : undefined;
}
