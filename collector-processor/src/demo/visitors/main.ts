/**
 * Visitors as a process of their own, for a shop that runs elsewhere (docker compose):
 * `SHOP_URL=http://shop:8080 node src/demo/visitors/main.ts`, with VISITORS_TIMEZONE and VISITORS_PEAK_PER_SECOND.
 */
import pino from 'pino';
import { createRandom } from '../../random.ts';
import { createRhythm, PEAK_PER_SECOND } from '../rhythm.ts';
import { createSender } from './send.ts';
import { createVisitors } from './visitors.ts';

const { env } = process;
const logger = pino({ name: 'visitors', level: env.VISITORS_LOG_LEVEL ?? 'info' });
const shopUrl = env.SHOP_URL ?? 'http://127.0.0.1:8080';
const visitors = createVisitors({
  rhythm: createRhythm({
    timezone: env.VISITORS_TIMEZONE ?? 'UTC',
    peakPerSecond: Number(env.VISITORS_PEAK_PER_SECOND ?? PEAK_PER_SECOND),
  }),
  sender: createSender(shopUrl),
  random: createRandom(Date.now()),
});
visitors.start(Date.now());
logger.info({ shopUrl }, 'visitors are coming');
const report = setInterval(() => logger.info(visitors.counts(), 'visits so far'), 60_000);

async function leave(): Promise<void> {
  clearInterval(report);
  await visitors.stop();
  logger.info(visitors.counts(), 'the last visitor has left');
}
process.once('SIGTERM', () => void leave());
process.once('SIGINT', () => void leave());
