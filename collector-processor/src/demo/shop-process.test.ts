import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../random.ts';
import { startShopProcess, type ShopProcess } from './shop-process.ts';
import { TROUBLES } from './troubles.ts';
import { createSender, type Sender, type Visit } from './visitors/send.ts';
import { personRequest } from './visitors/requests.ts';

interface Point {
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly count: number;
}

const shopCondition = (id: string) => TROUBLES.find((trouble) => trouble.id === id)!.shop;
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the shop in its own process', () => {
  let receiver: Server;
  let points: Point[] = [];
  let shop: ShopProcess;
  let sender: Sender;
  const output: string[] = [];

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as ExportRequest;
        points = durationPoints(body);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    shop = await startShopProcess({
      otlpEndpoint: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
      exportIntervalMs: 300,
      seed: 1,
      env: { ...process.env, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      onOutput: (line) => output.push(line),
      onLost: (why) => output.push(`lost: ${why}`),
    });
    sender = createSender(shop.url);
  }, 40_000);

  afterAll(async () => {
    receiver.close();
    receiver.closeAllConnections();
    sender.close();
    await shop.stop();
    expect(isRunning(shop.pid)).toBe(false);
    expect(output.filter((line) => line.startsWith('lost'))).toEqual([]);
  });

  it('exports http.server.request.duration by route and status through its real SDK', async () => {
    for (const path of ['/', '/products/3', '/products/4', '/products/9999', '/nowhere']) {
      await sender.send({ method: 'GET', path });
    }
    await until(() => countOf('/products/:id', 404) > 0 && countOf(undefined, 404) > 0);
    expect(countOf('/', 200)).toBe(1);
    expect(countOf('/products/:id', 200)).toBe(2);
    expect(countOf('/products/:id', 404)).toBe(1);
    expect(countOf(undefined, 404)).toBe(1);
  });

  it('answers everything that people ask for', async () => {
    const random = createRandom(11);
    const statuses = new Set<number>();
    const visits = Array.from({ length: 150 }, () => sender.send(personRequest(random)));
    for (const visit of await Promise.all(visits)) statuses.add(visit.kind === 'answered' ? visit.status : 0);
    expect([...statuses].filter((status) => ![200, 201, 404, 500].includes(status))).toEqual([]);
    expect(statuses.has(200) && statuses.has(201)).toBe(true);
  });

  it('refuses every visitor in an outage, keeps reporting, and comes back at the same address', async () => {
    await shop.setCondition(shopCondition('outage'));
    const refused = await Promise.all([1, 2, 3].map(() => sender.send({ method: 'GET', path: '/' })));
    expect(refused).toEqual(Array<Visit>(3).fill({ kind: 'refused' }));
    points = [];
    await until(() => points.length > 0);
    await shop.setCondition({});
    expect(await sender.send({ method: 'GET', path: '/' })).toEqual({ kind: 'answered', status: 200 });
  });

  it('takes longer in a slowness', async () => {
    await shop.setCondition(shopCondition('slow'));
    const startMs = performance.now();
    await sender.send({ method: 'GET', path: '/' });
    expect(performance.now() - startMs).toBeGreaterThan(600);
    await shop.setCondition({});
  });

  it('fails checkouts, and nothing else, in its errors', async () => {
    await shop.setCondition(shopCondition('errors'));
    const checkout = { method: 'POST', path: '/checkout', body: '{"items":[1]}' } as const;
    const visits = await Promise.all(Array.from({ length: 60 }, () => sender.send(checkout)));
    const failed = visits.filter((visit) => visit.kind === 'answered' && visit.status === 500).length;
    expect(failed).toBeGreaterThan(45);
    const front = await Promise.all(Array.from({ length: 20 }, () => sender.send({ method: 'GET', path: '/' })));
    expect(front.filter((visit) => visit.kind === 'answered' && visit.status === 200).length).toBeGreaterThan(17);
    await shop.setCondition({});
  });

  it('says which field of a condition is wrong', async () => {
    const response = await fetch(`http://127.0.0.1:${shop.controlPort}/condition`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ checkoutFailureRatio: 2 }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('checkoutFailureRatio');
  });

  function countOf(route: string | undefined, status: number): number {
    const attribute = ({ attributes }: Point, key: string): string | undefined => {
      const found = attributes.find((candidate) => candidate.key === key);
      return found === undefined ? undefined : String(Object.values(found.value)[0]);
    };
    return points
      .filter((point) => attribute(point, 'http.route') === route)
      .filter((point) => attribute(point, 'http.response.status_code') === String(status))
      .reduce((sum, { count }) => sum + Number(count), 0);
  }
});

interface ExportRequest {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly { readonly name: string; readonly histogram?: { readonly dataPoints: Point[] } }[];
    }[];
  }[];
}

function durationPoints({ resourceMetrics }: ExportRequest): Point[] {
  return resourceMetrics
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .filter(({ name }) => name === 'http.server.request.duration')
    .flatMap(({ histogram }) => histogram?.dataPoints ?? []);
}

async function until(condition: () => boolean): Promise<void> {
  const deadlineMs = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadlineMs) throw new Error('what was awaited did not happen within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
