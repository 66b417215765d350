import { Type } from 'typebox';
import { defaults } from './defaults.ts';
import { duration, oneOf, section, text } from './schema-types.ts';
import { FSYNC_POLICIES } from '../journal/types.ts';

/** `storage`: database, journal and checkpoints. */
export const storageSchema = section(
  {
    path: Type.Optional(
      text({
        description:
          'Folder of the database and the checkpoint; relative to the configuration file. Made when missing.',
        default: defaults.storage.path,
      }),
    ),
    retention: Type.Optional(
      section(
        {
          bands: Type.Optional(
            duration(
              { min: '1h', max: '3650d' },
              { description: 'How long scored steps are kept.', default: defaults.storage.retention.bands },
            ),
          ),
          incidents: Type.Optional(
            duration(
              { min: '1h', max: '3650d' },
              {
                description: 'How long incidents and verdicts are kept.',
                default: defaults.storage.retention.incidents,
              },
            ),
          ),
          hours: Type.Optional(
            duration(
              { min: '1d', max: '3650d' },
              {
                description: 'How long hourly roll-ups are kept: what forecasts and times to limits learn from.',
                default: defaults.storage.retention.hours,
              },
            ),
          ),
          days: Type.Optional(
            duration(
              { min: '7d', max: '3650d' },
              { description: 'How long daily and weekly roll-ups are kept.', default: defaults.storage.retention.days },
            ),
          ),
        },
        'How long history is kept here; long history belongs in Prometheus.',
      ),
    ),
    journal: Type.Optional(
      section(
        {
          enabled: Type.Optional(
            Type.Boolean({
              description:
                'Whether what comes is written down before its sender is told that it was taken. Without it a crash loses what came since the last checkpoint.',
              default: defaults.storage.journal.enabled,
            }),
          ),
          fsync: Type.Optional(
            oneOf(FSYNC_POLICIES, {
              description:
                'When the disk has to confirm it. `always`: before the sender is told; nothing is lost. `interval`: every fsync_interval; a power cut can lose so much. `never`: when the system sees fit; a power cut can lose half a minute and more. A crash of the process loses nothing in any of them.',
              default: defaults.storage.journal.fsync,
            }),
          ),
          fsync_interval: Type.Optional(
            duration(
              { min: '10ms', max: '1m' },
              { description: 'For `fsync: interval`.', default: defaults.storage.journal.fsync_interval },
            ),
          ),
          max_size: Type.Optional(
            text({
              format: 'size',
              description:
                'Largest size on disk. A checkpoint is written when a quarter of it has come since the last one; when all of it is full, senders are told to come again.',
              default: defaults.storage.journal.max_size,
            }),
          ),
        },
        'The journal: everything that changes what Tidemark knows, in order.',
      ),
    ),
    checkpoint_interval: Type.Optional(
      duration(
        { min: '1s', max: '1h' },
        {
          description:
            'How often the learned state is written down; what came since is done again out of the journal after a crash.',
          default: defaults.storage.checkpoint_interval,
        },
      ),
    ),
    max_series: Type.Optional(
      Type.Integer({
        description:
          'Series whose steps and roll-ups are kept here; of further ones incidents alone, so that panels have no bands of them.',
        minimum: 1,
        maximum: 10_000_000,
        default: defaults.storage.max_series,
      }),
    ),
  },
  'What Tidemark keeps on disk.',
);
