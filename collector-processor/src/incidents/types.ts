export const INCIDENT_CLASSES = [
  'spike',
  'drop',
  'drop_to_zero',
  'absent',
  'level_shift',
  'drift',
  'variance',
] as const;
export type IncidentClass = (typeof INCIDENT_CLASSES)[number];

/** `tidemark.class` in Prometheus: alert rules and dashboards know these numbers, so they never change. */
export const CLASS_CODES = {
  spike: 1,
  drop: 2,
  drop_to_zero: 3,
  absent: 4,
  level_shift: 5,
  drift: 6,
  variance: 7,
} as const satisfies Record<IncidentClass, number>;

export const VERDICTS = ['real', 'false_alarm', 'expected'] as const;
export type VerdictKind = (typeof VERDICTS)[number];

/** What a person says of an incident. */
export interface Verdict {
  readonly verdict: VerdictKind;
  readonly comment: string;
  /** Who said it, as far as the caller told; empty when unknown. */
  readonly by: string;
  readonly atMs: number;
}

/** A span in which one series is anomalous. */
export interface Incident {
  /** Stable and deterministic: derived from watch, labels and start. */
  readonly id: string;
  readonly watch: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly class: IncidentClass;
  readonly direction: -1 | 1;
  readonly status: 'open' | 'closed';
  /** 0–100. */
  readonly severity: number;
  readonly startMs: number;
  /** End of the last anomalous step; null while open. */
  readonly endMs: number | null;
  /** Start of the latest step seen, so that an open incident can be drawn. */
  readonly lastMs: number;
  readonly peakMs: number;
  readonly peakScore: number;
  /** null where the series was absent at its peak. */
  readonly peakValue: number | null;
  readonly peakExpected: number;
  /**
   * Sum over the incident of (value − expected) × step seconds: requests lost (negative) or in excess (positive).
   * null where the watch does not count anything (latency, ratios).
   */
  readonly impact: number | null;
  /** One sentence for a person. */
  readonly explanation: string;
  /** Why it closed: traffic is back, or the level was accepted as the new normal (by time or by a person), or the series is gone. */
  readonly closedBecause: 'recovered' | 'accepted' | 'expired' | null;
  readonly verdict: Verdict | null;
}
