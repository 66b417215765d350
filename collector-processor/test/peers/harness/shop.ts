import { createRandom } from '../../../src/random.ts';
import { createRhythm } from '../../../src/demo/rhythm.ts';
import { startShopProcess, type ShopProcess } from '../../../src/demo/shop-process.ts';
import { createSender } from '../../../src/demo/visitors/send.ts';
import { createVisitors } from '../../../src/demo/visitors/visitors.ts';

const SEED = 7;
/** As in docker-compose.yml. */
const EXPORT_INTERVAL_MS = 5000;

export interface OpenShop {
  readonly shop: ShopProcess;
  close(): Promise<void>;
}

/** The demo's shop in a process of its own, sending to `otlpUrl`, and its visitors at the rate that history has them now. */
export async function openShop(otlpUrl: string): Promise<OpenShop> {
  const output: string[] = [];
  const shop = await startShopProcess({
    otlpEndpoint: otlpUrl,
    exportIntervalMs: EXPORT_INTERVAL_MS,
    seed: SEED,
    onOutput: (line) => output.push(line),
    onLost: (why) => {
      throw new Error(`the shop was lost: ${why}\n${output.slice(-20).join('\n')}`);
    },
  });
  const visitors = createVisitors({
    rhythm: createRhythm({ timezone: 'UTC' }),
    sender: createSender(shop.url),
    random: createRandom(SEED),
  });
  visitors.start(Date.now());
  return {
    shop,
    async close() {
      await visitors.stop();
      await shop.stop();
    },
  };
}
