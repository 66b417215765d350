import { Type } from 'typebox';
import { DETECTOR_NAMES, MODEL_NAMES } from '../detect/models.ts';
import { defaults } from './defaults.ts';
import { duration, oneOf, section, text } from './schema-types.ts';

const base = defaults.learn;

/** What scores a watch. */
export function detectorSchema(fallback: { default: unknown } | { whenAbsent: string }) {
  return Type.Union(
    [
      oneOf(['auto', ...DETECTOR_NAMES], { description: '' }),
      section(
        {
          combine: Type.Array(oneOf(DETECTOR_NAMES, { description: '' }), {
            description: 'Their scores are merged into one.',
            minItems: 2,
            maxItems: 4,
            uniqueItems: true,
          }),
        },
        'Several as one.',
      ),
    ],
    {
      description:
        'What scores it: `tide`, the seasonal baseline; a learned model beside it by name; `{ combine: [tide, autoencoder] }`, merged; or `auto`, which keeps `tide` unless a backtest on the series’ own history finds another clearly better. See docs/learning.md.',
      ...fallback,
    },
  );
}

export const learnSchema = section(
  {
    enabled: Type.Optional(
      Type.Boolean({
        description: 'Whether models are trained at all; without, `tide` scores.',
        default: base.enabled,
      }),
    ),
    cpu_share: Type.Optional(
      Type.Number({
        description: 'Of one core, what training may take over time.',
        exclusiveMinimum: 0,
        maximum: 1,
        default: base.cpu_share,
      }),
    ),
    retrain_at: Type.Optional(
      text({
        format: 'time-of-day',
        description: "Time of the watch's civil day from which on its models are trained anew.",
        default: base.retrain_at,
      }),
    ),
    retrain_after_steps: Type.Optional(
      Type.Integer({
        description: 'Also after so many steps; 0: not.',
        minimum: 0,
        maximum: 10_000_000,
        default: base.retrain_after_steps,
      }),
    ),
    retrain_on_drift: Type.Optional(
      Type.Boolean({
        description: 'Also when the scores of a model have drifted from what they were at its training.',
        default: base.retrain_on_drift,
      }),
    ),
    window: Type.Optional(
      duration(
        { min: '1d', max: '365d' },
        {
          description: 'How much of the history is learned from, as far as `storage.retention.bands` keeps it.',
          default: base.window,
        },
      ),
    ),
    timeout: Type.Optional(
      duration(
        { min: '1s', max: '1d' },
        { description: 'A training that takes longer is given up.', default: base.timeout },
      ),
    ),
    max_series: Type.Optional(
      Type.Integer({
        description: 'Series that models are trained for, over all watches; further ones are scored by `tide`.',
        minimum: 1,
        maximum: 100_000,
        default: base.max_series,
      }),
    ),
    candidates: Type.Optional(
      Type.Array(oneOf(MODEL_NAMES, { description: '' }), {
        description: 'Models that `detector: auto` tries.',
        minItems: 1,
        uniqueItems: true,
        default: base.candidates,
      }),
    ),
  },
  'The slow lane: models that are trained beside the scoring.',
);
