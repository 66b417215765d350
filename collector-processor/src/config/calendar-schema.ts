import { Type, type Static } from 'typebox';
import { WEEKDAYS } from '../calendars/types.ts';
import { defaults } from './defaults.ts';
import { oneOf, section, text } from './schema-types.ts';

/** One of `calendars`. */
export const calendarSchema = section(
  {
    name: text({
      format: 'watch-name',
      description: 'Unique; watches name it in `calendars`.',
      examples: ['holidays-de'],
    }),
    file: text({
      description: 'An iCal file (.ics), recurring events too; relative to the configuration file. Read at the start.',
      examples: ['holidays-de.ics'],
    }),
    like: Type.Optional(
      oneOf([...WEEKDAYS, 'usual'], {
        description: 'The weekday that its days are compared with; `usual`: the one that they are.',
        default: defaults.calendar.like,
      }),
    ),
    least: Type.Optional(
      Type.Number({
        description: 'What its days may fall to without an alarm, as a share of the expected value.',
        minimum: 0,
        maximum: 1,
        default: defaults.calendar.least,
      }),
    ),
    most: Type.Optional(
      Type.Number({
        description: 'What they may rise to, as a share of the expected value; a sale may need 10.',
        minimum: 1,
        maximum: 1000,
        default: defaults.calendar.most,
      }),
    ),
  },
  'Days that are not like others.',
);

export type CalendarConfig = Static<typeof calendarSchema>;
