import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { ShopCondition } from './condition.ts';
import type { Shop } from './shop.ts';

export interface ShopControl {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * `GET /condition`, `PUT /condition` (what is left out is as on a good day). On loopback only, and on a port of its
 * own: an outage of the shop must not take away the way to end it.
 */
export async function createShopControl(shop: Shop, port: number): Promise<ShopControl> {
  // A misspelt field is an error, not a field to drop.
  const app = Fastify({ logger: false, ajv: { customOptions: { removeAdditional: false } } });
  app.get('/condition', () => shop.condition());
  app.put<{ Body: Partial<ShopCondition> }>('/condition', { schema: { body: ShopCondition } }, async (request) => {
    await shop.setCondition(request.body);
    return shop.condition();
  });
  await app.listen({ host: '127.0.0.1', port });
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
}
