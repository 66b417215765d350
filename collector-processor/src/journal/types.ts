export const FSYNC_POLICIES = ['always', 'interval', 'never'] as const;
/**
 * When what was appended is safe from a power cut: `always` before it counts as written, `interval` a moment later,
 * `never` when the system sees fit. From a crash of the process all three keep everything.
 */
export type FsyncPolicy = (typeof FSYNC_POLICIES)[number];

export type AppendOutcome =
  | { readonly status: 'written'; readonly seq: number }
  /** The disk did not take it, and nothing of it is there: come again later. */
  | { readonly status: 'failed'; readonly reason: string };

/** Bytes that no record could be read from. */
export interface JournalDamage {
  readonly path: string;
  readonly bytes: number;
  /** The end of the newest segment: a write that a crash cut off. Nobody was told that it was taken. */
  readonly torn: boolean;
}
