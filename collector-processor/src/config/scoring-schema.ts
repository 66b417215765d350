import { Type } from 'typebox';
import { defaults } from './defaults.ts';
import { section } from './schema-types.ts';

export const MOST_SHARDS = 64;

/** `scoring`: what scores the steps of large watches. */
export const scoringSchema = section(
  {
    shards: Type.Optional(
      Type.Integer({
        description:
          'Threads that score large watches (from 4,096 series on), the main one among them; 0: one a core. Scores do not depend on it.',
        minimum: 0,
        maximum: MOST_SHARDS,
        default: defaults.scoring.shards,
      }),
    ),
  },
  'How steps are scored.',
);
