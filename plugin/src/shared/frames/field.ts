import { FieldType, type Field, type FieldConfig } from '@grafana/data';
import type { FieldMark } from './roles';
import type { SeriesLabels } from './names';
import type { GraphStyle } from './styles';

/** A column of the API; NaN and infinities are refused before JSON, null is "none". */
export type Cells = ReadonlyArray<number | null>;

export interface NumberFieldOptions {
  readonly name: string;
  readonly displayName: string;
  readonly labels: SeriesLabels;
  readonly values: Cells;
  readonly mark: FieldMark;
  readonly style: GraphStyle;
  readonly config?: FieldConfig;
}

export function timeField(times: readonly number[]): Field<number> {
  return { name: 'time', type: FieldType.time, config: {}, values: [...times] };
}

export function numberField(options: NumberFieldOptions): Field<number | null> {
  const { name, displayName, labels, values, mark, style, config } = options;
  return {
    name,
    type: FieldType.number,
    labels: { ...labels },
    values: [...values],
    config: { ...config, displayNameFromDS: displayName, custom: { ...style, tidemark: mark } },
  };
}
