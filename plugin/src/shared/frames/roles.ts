import type { Field } from '@grafana/data';

/** What a field of a Tidemark frame means. */
export const ROLES = [
  'value',
  // What was judged, where another query draws the line.
  'measured',
  'expected',
  'lower',
  'upper',
  'typicalLower',
  'typicalUpper',
  'score',
  'direction',
  'severity',
  'learning',
  'held',
  'forecastExpected',
  'forecastLower',
  'forecastUpper',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * Says what a field means; lives in `field.config.custom.tidemark`, where Grafana carries it through joins,
 * transformations and overrides untouched.
 */
export interface FieldMark {
  readonly role: Role;
  /** Fields of one key belong to one series: its value, its band, its forecast. */
  readonly seriesKey: string;
  readonly seriesName: string;
  /** Letter of the query whose line of the same labels this belongs to. */
  readonly matchRefId?: string;
}

/** Names under which the derived metrics come back from Prometheus, so that its own data draws as ours does. */
const METRIC_ROLES: Readonly<Record<string, Role>> = {
  tidemark_value: 'value',
  tidemark_expected: 'expected',
  tidemark_lower: 'lower',
  tidemark_upper: 'upper',
  tidemark_typical_lower: 'typicalLower',
  tidemark_typical_upper: 'typicalUpper',
  tidemark_score: 'score',
};

/** The mark of a field: its own, or one read off a derived metric's name; null for a field that is not ours. */
export function markOf(field: Field): FieldMark | null {
  const custom: unknown = field.config.custom?.['tidemark'];
  if (isFieldMark(custom)) {
    return custom;
  }
  const { __name__: metric, ...labels } = field.labels ?? {};
  const role = METRIC_ROLES[metric ?? field.name];
  if (role === undefined) {
    return null;
  }
  const seriesName = Object.entries(labels)
    .filter(([name]) => name !== 'job' && name !== 'instance')
    .map(([, value]) => value)
    .join(' ');
  return { role, seriesKey: JSON.stringify(labels), seriesName };
}

function isFieldMark(mark: unknown): mark is FieldMark {
  return (
    typeof mark === 'object' &&
    mark !== null &&
    'role' in mark &&
    (ROLES as readonly unknown[]).includes(mark.role) &&
    'seriesKey' in mark &&
    typeof mark.seriesKey === 'string' &&
    'seriesName' in mark &&
    typeof mark.seriesName === 'string'
  );
}
