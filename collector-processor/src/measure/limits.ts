/** Bounds of what a sender can make measure hold or do, and the times it reckons with. */
export interface MeasureLimits {
  /** Streams remembered at once; a further one is refused as `cardinality`. About a quarter of a KiB each. */
  readonly maxStreams: number;
  /** A stream that says nothing for so long is forgotten (one watch step × 3, when that is longer). */
  readonly streamIdleMs: number;
  /** Attributes of one point or span, its resource's included. */
  readonly maxAttributes: number;
  /** Characters of a group-by label's value; a point with a longer one is refused as `label_too_long`. */
  readonly maxLabelLength: number;
  /** Buckets of one histogram point. */
  readonly maxBuckets: number;
  /** Further ahead of the time of receipt a point is refused as `future`. */
  readonly maxFutureMs: number;
  /** Further behind the time of receipt a point is refused as `too_old`. */
  readonly maxPastMs: number;
  /** A cumulative stream seen for the first time counts from its start when it started within this. */
  readonly recentStartMs: number;
  /** An increase over a longer gap says nothing about any one step (watch step × 3, when that is longer). */
  readonly maxSpanMs: number;
  /** So long after a service's better HTTP source was last heard, a lesser one takes its place. */
  readonly sourceMemoryMs: number;
}

export const DEFAULT_LIMITS: MeasureLimits = {
  maxStreams: 250_000,
  streamIdleMs: 3_600_000,
  maxAttributes: 128,
  maxLabelLength: 1024,
  // The SDKs' exponential histograms have 160 a side.
  maxBuckets: 2048,
  maxFutureMs: 600_000,
  maxPastMs: 86_400_000,
  recentStartMs: 300_000,
  maxSpanMs: 3_600_000,
  sourceMemoryMs: 600_000,
};

/** Streams to remember where so many series may be watched: each is of one stream at least, often of two. */
export const streamsFor = (maxSeries: number): number => Math.max(DEFAULT_LIMITS.maxStreams, 2 * maxSeries);

/** Replay has no wall clock to measure a point's time against: pass the newest event time as the time of receipt. */
export const REPLAY_LIMITS: MeasureLimits = { ...DEFAULT_LIMITS, maxFutureMs: Infinity, maxPastMs: Infinity };
