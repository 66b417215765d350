import { Type, type Static } from 'typebox';
import { duration, oneOf, section, text } from './schema-types.ts';

/** `limit` of a watch. */
export const limitSchema = section(
  {
    value: Type.Number({ description: "In the watch's own unit; of each of its series." }),
    direction: Type.Optional(
      oneOf(['up', 'down'], { description: 'Whether it is reached from below (`up`) or from above.', default: 'up' }),
    ),
    lead: Type.Optional(
      Type.Array(duration({ min: '1h', max: '90d' }, { description: 'How long before.' }), {
        description: 'How long before it is reached to warn; each has a probability of its own.',
        minItems: 1,
        maxItems: 8,
        uniqueItems: true,
        default: ['7d', '1d'],
      }),
    ),
    name: Type.Optional(text({ description: 'For people, and the label `limit`.', default: 'limit' })),
  },
  'What its series must not reach: a capacity, a pool, a disk, an objective. Tidemark says when they will, and warns ahead.',
);
export type LimitConfig = Static<typeof limitSchema>;
