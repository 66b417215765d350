export interface MetricEntry {
  /** counter: a running total. histogram: a distribution. gauge: a value read when someone collects. */
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** UCUM, `{thing}` for counts of things. */
  readonly unit: string;
  readonly description: string;
  /** Attribute → what it says. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Attribute values that several metrics have. */
export const OUTCOME = 'accepted or refused';
