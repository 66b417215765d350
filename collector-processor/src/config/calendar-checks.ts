import { conflict } from './check-parts.ts';
import type { DraftConfig } from './draft.ts';
import { HTTP_SIGNALS } from './http-watches-schema.ts';
import type { ConfigPath } from './problem.ts';
import type { Fault } from './validate.ts';

/** Every calendar that a watch, an HTTP watch or `defaults` names must be there. */
export function checkCalendars(config: DraftConfig): Fault[] {
  const names = (config.calendars ?? []).flatMap((calendar) => calendar?.name ?? []);
  const known = names.length === 0 ? 'there are none' : `there are ${names.join(', ')}`;
  const check = (named: readonly (string | undefined)[] = [], path: ConfigPath): Fault[] =>
    named.flatMap((name, index) =>
      name === undefined || names.includes(name)
        ? []
        : [conflict([...path, 'calendars', index], `'${name}' is not the name of one of \`calendars\` (${known})`)],
    );
  return [
    ...check(config.defaults?.calendars, ['defaults']),
    ...HTTP_SIGNALS.flatMap((signal) => check(config.http_watches?.[signal]?.calendars, ['http_watches', signal])),
    ...(config.watches ?? []).flatMap((watch, index) => check(watch?.calendars, ['watches', index])),
  ];
}
