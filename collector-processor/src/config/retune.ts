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

/**
 * A watch with other tuning, for a trial: direction, sensitivity, typical range, smallest change, time zone, calendars. Its step stays, since its
 * values were measured by it.
 */
export function retune(
  definition: WatchDefinition,
  given: TuningConfig & { readonly name?: unknown },
  calendars: readonly Calendar[],
): Retuned {
  const { name: _name, step, ...tuning } = given;
  const known = calendars.map(({ name }) => name);
  const faults = [...validate(tuning), ...checkCalendarNames(tuning.calendars, known, [])];
  if (faults.length > 0) {
    return { status: 'invalid', problems: faults.map(({ path, message }) => ({ path: formatPath(path), message })) };
  }
  if (step !== undefined) {
    return {
      status: 'invalid',
      problems: [{ path: 'step', message: 'values that were measured keep their step; leave it out' }],
    };
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
