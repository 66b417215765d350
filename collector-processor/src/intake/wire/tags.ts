import { BYTES, FIXED64, VARINT } from './cursor.ts';
import { EXPONENTIAL, HISTOGRAM } from './metric-columns.ts';

/** A field's tag on the wire: its number × 8 + its wire type. */
export const bytesTag = (field: number): number => (field << 3) | BYTES;
export const varintTag = (field: number): number => (field << 3) | VARINT;
export const fixed64Tag = (field: number): number => (field << 3) | FIXED64;

/** `resource` of ResourceMetrics and ResourceSpans. */
export const RESOURCE_OF = bytesTag(1);
export const RESOURCE_ATTRIBUTES = bytesTag(1);
/** `attributes` of the kinds of data points. */
export const DATA_POINT_ATTRIBUTES = { number: bytesTag(7), histogram: bytesTag(9), exponential: bytesTag(1) } as const;

export const SPAN_ATTRIBUTES = bytesTag(9);
export const LOG_ATTRIBUTES = bytesTag(6);

/** The fields of an AnyValue, of which one counts. */
export const ANY_VALUE = {
  text: bytesTag(1),
  bool: varintTag(2),
  int: varintTag(3),
  double: fixed64Tag(4),
  array: bytesTag(5),
  map: bytesTag(6),
  bytes: bytesTag(7),
} as const;
/** `values` of a map. */
export const MAP_VALUES = bytesTag(1);

/** The tag of a point's attributes, by its metric's kind. */
export function attributesTag(kind: number): number {
  if (kind === HISTOGRAM) return DATA_POINT_ATTRIBUTES.histogram;
  return kind === EXPONENTIAL ? DATA_POINT_ATTRIBUTES.exponential : DATA_POINT_ATTRIBUTES.number;
}
