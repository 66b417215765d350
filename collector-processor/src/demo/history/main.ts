/**
 * The shop's past for a Tidemark that runs elsewhere (docker compose): teaches the storage of TIDEMARK_CONFIG what the
 * last HISTORY_DAYS of the shop would have, so that bands are warm when it starts. Leaves a storage alone that has
 * learned before.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { loadConfig, settingsOrThrow } from '../../config/load-config.ts';
import type { Settings } from '../../config/settings.ts';
import { createService } from '../../pipeline/service.ts';
import { createRandom } from '../../random.ts';
import { HISTORY_DAYS } from '../demo-settings.ts';
import { createRhythm, PEAK_PER_SECOND } from '../rhythm.ts';
import { backfillHistory } from './backfill.ts';

const { env } = process;
const logger = pino({ name: 'history', level: env.HISTORY_LOG_LEVEL ?? 'info' });
const { settings } = settingsOrThrow(loadConfig(env.TIDEMARK_CONFIG, env), env.TIDEMARK_CONFIG ?? 'of the environment');

if (existsSync(join(settings.storage.path, 'checkpoint.bin'))) {
  logger.info({ storage: settings.storage.path }, 'there is a past already');
} else {
  await teach(settings, Number(env.HISTORY_DAYS ?? HISTORY_DAYS));
}

async function teach(settings: Settings, days: number): Promise<void> {
  const stepMs = settings.watches.find(({ name }) => name === 'requests')?.stepMs;
  if (stepMs === undefined) throw new Error('the watch `requests` is off: there is nothing that the shop could teach');
  const rhythm = createRhythm({
    timezone: env.VISITORS_TIMEZONE ?? 'UTC',
    peakPerSecond: Number(env.VISITORS_PEAK_PER_SECOND ?? PEAK_PER_SECOND),
  });
  // Nobody is to reach it meanwhile, and old steps are not for Prometheus.
  const nowhere = { host: '127.0.0.1', port: 0, tls: null };
  const service = await createService({
    settings: {
      ...settings,
      otlp: { ...settings.otlp, ...nowhere, grpc: null },
      api: nowhere,
      export: { ...settings.export, otlp: null },
      telemetry: { ...settings.telemetry, endpoint: null },
    },
    logger,
  });
  logger.info({ days, storage: settings.storage.path }, 'teaching the past …');
  await backfillHistory({
    stepMs,
    days,
    rhythm,
    random: createRandom(Date.now()),
    now: Date.now,
    // The shop opens when this is done: minutes, in which its volumes hardly grow.
    ...(settings.watches.some(({ name }) => name === 'disk') && { openedMs: Date.now() }),
    take: service.backfill,
    onProgress: (share) => logger.debug({ share }),
  });
  await service.close();
  logger.info('the past is known');
}
