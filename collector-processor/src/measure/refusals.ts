/**
 * Every way a point can end other than in a series. `told` = the sender hears of it as a partial success; the others
 * are no fault of the sender's and nothing would be better for its knowing, but they are counted all the same.
 */
const REASONS = {
  unwatched: { told: false, text: 'no watch selects it' },
  not_an_access_log: { told: false, text: 'a log record that tells of no HTTP request' },
  no_recorded_value: { told: false, text: 'the sender marked it as having no value' },
  duplicate: { told: false, text: 'this stream already said something for this time' },
  superseded: {
    told: false,
    text: 'a better source already tells of these requests (new names before old, metrics before spans, spans before logs)',
  },
  malformed: { told: true, text: 'it cannot be read' },
  no_time: { told: true, text: 'it has no time' },
  bad_interval: { told: true, text: 'its start lies after its end' },
  future: { told: true, text: 'its time lies too far in the future' },
  too_old: { told: true, text: 'its time lies too far in the past' },
  out_of_order: { told: true, text: 'this cumulative stream has already said something later' },
  no_temporality: { told: true, text: 'its metric names no temporality' },
  not_a_number: { told: true, text: 'its value is missing, NaN or infinite' },
  out_of_range: { told: true, text: 'its value is too large to be a measurement' },
  negative_increase: { told: true, text: 'a counter cannot increase by less than nothing' },
  inconsistent_buckets: { told: true, text: 'its buckets, bounds and count contradict each other' },
  too_many_buckets: { told: true, text: 'it has too many buckets' },
  too_many_attributes: { told: true, text: 'it or its resource has too many attributes' },
  label_too_long: { told: true, text: 'the value of an attribute that a watch groups by is too long' },
  cardinality: { told: true, text: 'too many streams are being followed already' },
  gap_too_long: { told: true, text: 'its increase covers too long a time to be placed' },
  unsupported: { told: true, text: 'this kind of metric cannot give what the watch measures' },
} as const satisfies Record<string, { readonly told: boolean; readonly text: string }>;

export type RefusalReason = keyof typeof REASONS;
export const REFUSAL_REASONS = Object.keys(REASONS) as readonly RefusalReason[];

export interface Refusal {
  readonly reason: RefusalReason;
  /** Points, spans or log records. */
  readonly count: number;
  /** What, where (the first of them) and why, for a person. */
  readonly message: string;
  /** Whether the sender is to hear of it. */
  readonly told: boolean;
}

/** What is said of a point, span or log record that is `malformed` in its attributes. */
export const BROKEN_ATTRIBUTE = 'an attribute that is not valid protobuf';

/** Counts one request's refusals. */
export interface RefusalCounter {
  /** `where` names the first one, e.g. the metric. */
  add(reason: RefusalReason, where: string, count?: number): void;
  list(): readonly Refusal[];
}

export function createRefusalCounter(): RefusalCounter {
  const counts = new Map<RefusalReason, { count: number; where: string }>();
  return {
    add(reason, where, count = 1) {
      if (count === 0) return;
      const entry = counts.get(reason);
      if (entry === undefined) counts.set(reason, { count, where });
      else entry.count += count;
    },
    list: () =>
      [...counts].map(([reason, { count, where }]) => ({
        reason,
        count,
        message: `${reason}: ${REASONS[reason].text} (${where})`,
        told: REASONS[reason].told,
      })),
  };
}
