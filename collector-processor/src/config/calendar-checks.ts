import { conflict } from './check-parts.ts';
import type { DraftConfig } from './draft.ts';
import { HTTP_SIGNALS } from './http-watches-schema.ts';
import type { ConfigPath } from './problem.ts';
import type { Fault } from './validate.ts';

/** Every calendar that a watch, an HTTP watch or `defaults` names must be there. */
export function checkCalendars(config: DraftConfig): Fault[] {
  const known = (config.calendars ?? []).flatMap((calendar) => calendar?.name ?? []);
  const check = (named: readonly (string | undefined)[] | undefined, path: ConfigPath): Fault[] =>
    checkCalendarNames(named, known, path);
  return [
    ...check(config.defaults?.calendars, ['defaults']),
    ...HTTP_SIGNALS.flatMap((signal) => check(config.http_watches?.[signal]?.calendars, ['http_watches', signal])),
    ...(config.watches ?? []).flatMap((watch, index) => check(watch?.calendars, ['watches', index])),
  ];
}

/** The names in `calendars` of what stands at `path`, against those that are known. */
export function checkCalendarNames(
  named: readonly (string | undefined)[] = [],
  known: readonly string[],
  path: ConfigPath,
): Fault[] {
  const choice = known.length === 0 ? 'there are none' : `there are ${known.join(', ')}`;
  return named.flatMap((name, index) =>
    name === undefined || known.includes(name)
      ? []
      : [conflict([...path, 'calendars', index], `'${name}' is not the name of one of \`calendars\` (${choice})`)],
  );
}
