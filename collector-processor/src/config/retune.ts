import { specialDaysOf } from '../calendars/special-days.ts';
import type { Calendar } from '../calendars/types.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import { checkCalendarNames } from './calendar-checks.ts';
import { formatPath } from './problem.ts';
import { createValidator } from './validate.ts';
import { httpWatchSchema } from './http-watches-schema.ts';
import type { TuningConfig } from './tuning-schema.ts';

export type Retuned =
  | { readonly status: 'ok'; readonly definition: WatchDefinition }
  | { readonly status: 'invalid'; readonly problems: readonly { readonly path: string; readonly message: string }[] };

const validate = createValidator(httpWatchSchema('A watch that is there, turned otherwise.'));

/** What a trial cannot show otherwise, and why it would be no use to take it in silence. */
const NOT_TRIED = {
  step: 'values that were measured keep their step; leave it out',
  enabled: 'a trial is of a watch that is on; leave it out',
  detector: 'a trial scores by the default detector; compare detectors with `tidemark evaluate`, or leave it out',
  forecast: 'a trial forecasts nothing; ask GET /api/v1/forecast/whatif, or leave it out',
  limit: 'a trial foretells no limit; ask GET /api/v1/forecast/whatif?limit=…, or leave it out',
  panel: 'a trial belongs to no panel; leave it out',
} as const;

/**
 * A watch with other tuning, for a trial: direction, sensitivity, typical range, smallest change, time zone, calendars. Its step
 * stays, since its values were measured by it; what a trial does not look at is refused.
 */
export function retune(
  definition: WatchDefinition,
  given: TuningConfig & { readonly name?: unknown },
  calendars: readonly Calendar[],
): Retuned {
  const { name: _name, ...tuning } = given;
  const known = calendars.map(({ name }) => name);
  const faults = [...validate(tuning), ...checkCalendarNames(tuning.calendars, known, [])];
  if (faults.length > 0) {
    return { status: 'invalid', problems: faults.map(({ path, message }) => ({ path: formatPath(path), message })) };
  }
  const refused = Object.entries(NOT_TRIED).filter(([key]) => key in tuning);
  if (refused.length > 0) {
    return { status: 'invalid', problems: refused.map(([path, message]) => ({ path, message })) };
  }
  const { direction, sensitivity, typical, min_change, timezone = definition.timezone } = tuning;
  const named = tuning.calendars ?? (definition.specialDays ?? []).map(({ calendar }) => calendar);
  return {
    status: 'ok',
    definition: {
      ...definition,
      direction: direction ?? definition.direction,
      timezone,
      specialDays: specialDaysOf(calendars, named, timezone),
      falseAlarmsPerWeek: sensitivity?.false_alarms_per_week ?? definition.falseAlarmsPerWeek,
      ...(typical !== undefined && { typical }),
      minChange: { ...definition.minChange, ...min_change },
    },
  };
}
