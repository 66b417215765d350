import type { CleanSeries } from './clean.ts';
import type { Member } from './member.ts';

/** So many past origins tell how wrong each member is; they lie a season apart. */
export const ORIGINS = 10;

/** What members would have said at past origins, less what came. */
export interface PastErrors {
  /** By member, then origin: one error a step ahead, NaN where no true value is known. */
  readonly byMember: readonly (readonly Float64Array[])[];
  readonly origins: number;
}

/**
 * Errors of each member over steps ahead `from` … `to` − 1 at up to ORIGINS origins, the last of which ends with the
 * series. Coefficients are those of the whole series: learning anew at each origin costs tenfold and was no better.
 */
export function pastErrors(
  { z, observed }: CleanSeries,
  members: readonly Member[],
  season: number,
  from: number,
  to: number,
): PastErrors {
  const first = Math.max(...members.map(({ firstOrigin }) => firstOrigin));
  const last = z.length - to;
  const origins = Math.max(0, Math.min(ORIGINS, Math.floor((last - first) / season) + 1));
  const byMember = members.map((member) =>
    Array.from({ length: origins }, (_, j) => {
      const origin = last - j * season;
      const predicted = member.predict(origin, to);
      return Float64Array.from({ length: to - from }, (_, i) => {
        const at = origin + from + i;
        return observed[at] === 1 ? predicted[from + i]! - z[at]! : NaN;
      });
    }),
  );
  return { byMember, origins };
}
