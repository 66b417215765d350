import { formatDuration } from '../config/duration.ts';
import type { LimitOutlook, LimitSettings } from '../maintenance/types.ts';
import type { DerivedColumn } from './derived-table.ts';

/**
 * Times to a limit and the probabilities of its leads as metrics; whoever set the limit wants them, under every policy.
 *
 * @param outlooks one a series; null: none yet
 * @param nowMs what the time is counted from
 */
export function limitColumns(
  limit: LimitSettings,
  outlooks: readonly (LimitOutlook | null)[],
  nowMs: number,
): DerivedColumn[] {
  const known = outlooks.map((outlook) => (outlook?.status === 'known' ? outlook : null));
  const time: DerivedColumn = {
    name: 'tidemark.time_to_limit',
    description:
      'Seconds until the limit is reached, as likely earlier as later; none where that is not within 90 days',
    attributes: { limit: limit.name },
    always: true,
    values: Float64Array.from(known, (outlook) =>
      outlook === null || outlook.crossesAtMs === null ? NaN : Math.max(0, (outlook.crossesAtMs - nowMs) / 1000),
    ),
  };
  const leads = limit.leadsMs.map((leadMs) => ({
    name: 'tidemark.limit_probability',
    description: 'Chance that the limit is reached within the lead, 0 to 1',
    attributes: { limit: limit.name, lead: formatDuration(leadMs) },
    always: true,
    values: Float64Array.from(
      known,
      (outlook) => outlook?.leads.find((lead) => lead.leadMs === leadMs)?.probability ?? NaN,
    ),
  }));
  return [time, ...leads];
}
