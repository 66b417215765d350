import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { PRODUCTS, SHOP_ROUTES, type ShopRoute } from '../catalogue.ts';
import { normal, type Random } from '../../random.ts';
import { GOOD_DAY, type ShopCondition } from './condition.ts';
import { registerPages } from './pages.ts';

export interface ShopOptions {
  readonly host: string;
  /** 0: any free port; it stays the same through outages. */
  readonly port: number;
  readonly random: Random;
  /** Called with the route that answers, for telemetry. */
  readonly onRoute: (route: string) => void;
}

export interface Shop {
  readonly port: number;
  condition(): ShopCondition;
  /** What is left out is as on a good day. Resolves when it is so: after `listening: false` connections are refused. */
  setCondition(condition: Partial<ShopCondition>): Promise<void>;
  close(): Promise<void>;
}

const UNKNOWN_PAGE = SHOP_ROUTES.find(({ route }) => route === null)!;

/** A shop that works: pages, search, cart, checkout, with the latencies and failures of its catalogue. */
export async function createShop({ host, port, random, onRoute }: ShopOptions): Promise<Shop> {
  let condition = GOOD_DAY;
  const app = Fastify({ logger: false });

  app.addHook('onRequest', async (request, reply) => {
    const entry = entryOf(request.routeOptions.url);
    if (entry.route !== null) onRoute(entry.route);
    await delay(workMs(entry, random) + condition.addedLatencyMs);
    if (random() < failureRatio(entry, condition)) {
      await reply.code(500).send({ error: 'the shop has failed, sorry' });
    }
  });
  registerPages(app, PRODUCTS);
  await app.ready();

  const server = createServer((request, response) => app.routing(request, response));
  const boundPort = await listen(server, host, port);

  return {
    port: boundPort,
    condition: () => condition,
    async setCondition(changes) {
      condition = { ...GOOD_DAY, ...changes };
      if (condition.listening && !server.listening) await listen(server, host, boundPort);
      if (!condition.listening && server.listening) await stop(server);
    },
    close: () => closeAll(server, app),
  };
}

function entryOf(url: string | undefined): ShopRoute {
  return SHOP_ROUTES.find(({ route }) => route === url) ?? UNKNOWN_PAGE;
}

const workMs = ({ medianMs, spread }: ShopRoute, random: Random): number =>
  medianMs * Math.exp(spread * normal(random));

function failureRatio({ route, failureRatio }: ShopRoute, { checkoutFailureRatio }: ShopCondition): number {
  return route === '/checkout' ? Math.max(failureRatio, checkoutFailureRatio) : failureRatio;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Ends open connections too: a keep-alive visitor would not notice the outage. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function closeAll(server: Server, app: FastifyInstance): Promise<void> {
  if (server.listening) await stop(server);
  await app.close();
}
