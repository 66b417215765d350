/**
 * The shop as a process of its own. By itself: `node src/demo/shop/main.ts`, with SHOP_HOST, SHOP_PORT,
 * SHOP_CONTROL_PORT, SHOP_SEED, SHOP_OPENED_MS and the standard OTEL_* variables.
 */
import pino from 'pino';
import { createRandom } from '../../random.ts';
import { createShopControl } from './control.ts';
import { createShop } from './shop.ts';
import { nameRoute, reportDisk, startShopTelemetry } from './telemetry.ts';

/** What the process tells whoever started it, once it answers. */
export interface ShopReady {
  readonly shopPort: number;
  readonly controlPort: number;
}

const { env } = process;
const logger = pino({ name: 'shop', level: env.SHOP_LOG_LEVEL ?? 'info' });
const telemetry = startShopTelemetry(env);
const shop = await createShop({
  host: env.SHOP_HOST ?? '127.0.0.1',
  port: Number(env.SHOP_PORT ?? 8080),
  random: createRandom(Number(env.SHOP_SEED ?? Date.now())),
  onRoute: nameRoute,
});
reportDisk(Number(env.SHOP_OPENED_MS ?? Date.now()));
const control = await createShopControl(shop, Number(env.SHOP_CONTROL_PORT ?? 8081));
const ready: ShopReady = { shopPort: shop.port, controlPort: control.port };
logger.info(ready, 'the shop is open');
process.send?.(ready);

let closing = false;
async function close(why: string): Promise<void> {
  if (closing) return;
  closing = true;
  logger.info({ why }, 'closing the shop');
  // A receiver that is gone must not hold the process: what is unsent after two seconds is lost.
  setTimeout(() => process.exit(0), 2000).unref();
  await Promise.allSettled([shop.close(), control.close()]);
  await telemetry.shutdown().catch((error: unknown) => logger.warn({ err: error }, 'last metrics not delivered'));
  process.exit(0);
}
process.on('SIGTERM', () => void close('SIGTERM'));
process.on('SIGINT', () => void close('SIGINT'));
// Started by the demo: when that is gone, however it ended, the shop does not stay behind.
process.on('disconnect', () => void close('its parent has gone'));
