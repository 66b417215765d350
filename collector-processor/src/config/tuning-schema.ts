import { Type, type Static } from 'typebox';
import { FORECASTERS } from '../forecast/registry.ts';
import { TYPICAL_SHARES } from '../measure/watch.ts';
import { defaults } from './defaults.ts';
import { detectorSchema } from './learn-schema.ts';
import { duration, oneOf, section, text } from './schema-types.ts';

const inherited = 'as in `defaults`';

/** What can be tuned on every watch. In `defaults` the defaults are told; on a watch they come from there. */
export function tuning(from: 'defaults' | 'watch') {
  const base = defaults.defaults;
  const or = (value: unknown): { default: unknown } | { whenAbsent: string } =>
    from === 'defaults' ? { default: value } : { whenAbsent: inherited };
  return {
    step: Type.Optional(
      text({
        format: 'step',
        description: 'Length of the fixed time bucket, aligned to the epoch; from 10s to 1d.',
        ...or(base.step),
      }),
    ),
    timezone: Type.Optional(
      text({
        format: 'timezone',
        description: 'Daily and weekly seasons follow the civil time of this zone.',
        ...or(base.timezone),
      }),
    ),
    direction: Type.Optional(
      oneOf(['up', 'down', 'both'], {
        description: 'Which side of the band is worth an incident.',
        ...(from === 'defaults'
          ? or(base.direction)
          : { whenAbsent: 'as in `defaults`; the HTTP watches of errors and latency: up' }),
      }),
    ),
    sensitivity: Type.Optional(
      section(
        {
          false_alarms_per_week: Type.Optional(
            Type.Number({
              description: 'Budget of false alarms on one series; the limits are placed to meet it.',
              exclusiveMinimum: 0,
              maximum: 1000,
              ...or(base.sensitivity.false_alarms_per_week),
            }),
          ),
        },
        'How ready it is to alarm.',
      ),
    ),
    typical: Type.Optional(
      Type.Enum([...TYPICAL_SHARES], {
        description:
          'Share of normal steps that the typical range holds, in any week. It raises no alarm: the limits do.',
        ...or(base.typical),
      }),
    ),
    min_change: Type.Optional(
      section(
        {
          absolute: Type.Optional(
            Type.Number({
              description: "In the watch's own unit.",
              minimum: 0,
              ...(from === 'defaults' ? or(base.min_change.absolute) : { whenAbsent: inherited }),
            }),
          ),
          relative: Type.Optional(
            Type.Number({
              description: 'As a share of the expected value; 0.1 is 10 %.',
              minimum: 0,
              maximum: 1000,
              ...or(base.min_change.relative),
            }),
          ),
        },
        'A deviation must exceed both to alarm, so that quiet series do not page.',
      ),
    ),
    calendars: Type.Optional(
      Type.Array(text({ description: 'Name of a calendar.' }), {
        description: 'Which of `calendars` tell its special days.',
        maxItems: 16,
        uniqueItems: true,
        ...or(base.calendars),
      }),
    ),
    detector: Type.Optional(detectorSchema(or(base.detector))),
    forecast: Type.Optional(
      section(
        {
          horizon: Type.Optional(
            Type.Array(duration({ min: '10s', max: '30d' }, { description: 'How far ahead.' }), {
              description:
                'How far ahead to forecast; each becomes an exported point. An empty list turns forecasts off.',
              maxItems: 16,
              uniqueItems: true,
              ...or(base.forecast.horizon),
            }),
          ),
          model: Type.Optional(
            oneOf(Object.keys(FORECASTERS), {
              description:
                'What forecasts hours and days ahead. With `auto` others are tried too (`forecast.candidates`) and taken where they are clearly better.',
              ...or(base.forecast.model),
            }),
          ),
        },
        'What to say about the time to come.',
      ),
    ),
  };
}

/** `defaults`: the tuning that watches inherit. */
export const watchDefaultsSchema = section(
  {
    ...tuning('defaults'),
    close_after: Type.Optional(
      duration(
        { min: '1s', max: '1h' },
        {
          description:
            "A step closes at the latest this long after its end, whoever is still missing; longer than the senders' export interval.",
          default: defaults.defaults.close_after,
        },
      ),
    ),
    grace: Type.Optional(
      duration(
        { min: '0s', max: '1d' },
        {
          description:
            'How long after it closed a step is still revised by late points; later ones are refused and counted.',
          default: defaults.defaults.grace,
        },
      ),
    ),
  },
  'What every watch takes where it says nothing of its own.',
);

/** Tuning as a person wrote it, wherever it stands: under `defaults`, on an HTTP watch or on a watch of their own. */
export type TuningConfig = Omit<Static<typeof watchDefaultsSchema>, 'close_after' | 'grace'>;
