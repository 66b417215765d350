/** One row of the table: a series in steps of a minute, with or without a trouble in it. */
export interface Case {
  readonly name: string;
  /** What it shows of DESIGN.md's list. */
  readonly point: string;
  readonly startMs: number;
  readonly timezone: string;
  /** Requests per second; null = absent. */
  readonly values: readonly (number | null)[];
  /** First step of the trouble and the first after it; null = there is none. */
  readonly trouble: readonly [number, number] | null;
}

/** What a detector did on a case: 1 in every step in which its shipped alert condition holds. */
export interface Alarms {
  readonly alarmed: Uint8Array;
  /** The class it gave the trouble, where it gives any. */
  readonly class: string;
}
