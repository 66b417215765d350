import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { summarise } from '../../measure/test-telemetry.ts';
import type { PartialBatch } from '../../series/types.ts';
import { createAdmission } from '../otlp/admission.ts';
import type { ExportResult } from '../otlp/export-request.ts';
import { NOTHING_DROPPED } from '../otlp/test-receive.ts';
import { closeAll, json, orders, receiving, start } from './test-server.ts';

const OVERLOADED: ExportResult = {
  status: 'failed',
  error: new TidemarkError('TLERR_OTLP_OVERLOADED'),
  retryAfterSeconds: 2.4,
};

afterEach(closeAll);

describe('more than there is room for', () => {
  it('429 with Retry-After while overloaded, and the same request counts when it comes again', async () => {
    const batches: PartialBatch[] = [];
    const { receive } = receiving((batch) => (batches.push(batch), NOTHING_DROPPED));
    let overloaded = true;
    const { post, outcomes } = await start({
      receive: async (request) => (overloaded ? OVERLOADED : receive(request)),
    });

    const refused = await post('/v1/metrics', json(orders(5)));
    overloaded = false;
    const taken = await post('/v1/metrics', json(orders(5)));

    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('3');
    expect(await refused.json()).toMatchObject({ code: 8 });
    expect(taken.status).toBe(200);
    expect(summarise(batches[0]!)).toEqual({ 'orders{}@0': 5 });
    expect(outcomes).toMatchObject([
      { httpStatus: 429, accepted: 0 },
      { httpStatus: 200, accepted: 1 },
    ]);
  });

  it.each([
    ['above the number of requests at once', { maxRequests: 0 }, {}, '{}', 'TLERR_OTLP_BUSY'],
    ['where there is no room for its body', { maxBytes: 100 }, {}, json(orders(1)), 'TLERR_OTLP_OVERLOADED'],
    [
      'where there is none for what it unpacks to',
      { maxBytes: 5000 },
      { 'content-encoding': 'gzip' },
      gzipSync(json({ ...orders(1), ignored: ' '.repeat(10_000) })),
      'TLERR_OTLP_OVERLOADED',
    ],
    [
      'where a body that comes in chunks gets larger than the room',
      { maxBytes: 5000 },
      {},
      new Blob([json({ ...orders(1), ignored: ' '.repeat(10_000) })]).stream(),
      'TLERR_OTLP_OVERLOADED',
    ],
  ])('429 with Retry-After %s', async (_where, room, headers, body, error) => {
    const { post, ingest, outcomes } = await start({ admission: createAdmission({ room }) });
    const response = await post('/v1/metrics', body as BodyInit, headers as Record<string, string>);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(ingest).not.toHaveBeenCalled();
    expect(outcomes).toMatchObject([{ httpStatus: 429, error }]);
  });

  it('takes exactly as many bodies as there is room for, and the others when they come again', async () => {
    const { url, post, outcomes } = await start({ admission: createAdmission({ room: { maxBytes: 3500 } }) });
    const body = json({ ...orders(1), ignored: ' '.repeat(800) });
    const { port } = new URL(url);
    const sockets = Array.from({ length: 9 }, () => connect(Number(port), '127.0.0.1'));
    const answers = sockets.map(async (socket) => String((await once(socket, 'data'))[0]).split('\r\n', 1)[0]!);
    const head = `POST /v1/metrics HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    for (const socket of sockets) socket.write(head);
    // Nobody's body comes before all are judged.
    while (outcomes.length < 6) await sleep(5);
    for (const socket of sockets) socket.write(body);
    const said = await Promise.all(answers);
    sockets.forEach((socket) => socket.destroy());
    expect(said.filter((line) => line.includes('429'))).toHaveLength(6);
    expect(said.filter((line) => line.includes('200'))).toHaveLength(3);
    expect((await post('/v1/metrics', body)).status).toBe(200);
  });

  it('429 with the time to wait for a token above its rate, which others do not feel', async () => {
    let nowMs = 0;
    const limits = new Map([['shop', { requestsPerSecond: null, pointsPerSecond: 0.2, series: null }]]);
    const authorize = (header?: string) => ({ status: 'allowed', name: header === 'Bearer a' ? 'shop' : 'b' }) as const;
    const { post, outcomes } = await start({ admission: createAdmission({ authorize, limits, nowMs: () => nowMs }) });
    const send = (token: string) => post('/v1/metrics', json(orders(1, 2, 3)), { authorization: `Bearer ${token}` });

    expect((await send('a')).status).toBe(200);
    const refused = await send('a');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await refused.text()).toContain("The token 'shop' has sent more than its points_per_second allows");
    expect((await send('b')).status).toBe(200);
    nowMs = 10_001;
    expect((await send('a')).status).toBe(200);
    expect(outcomes.map(({ error }) => error)).toEqual([null, 'TLERR_OTLP_RATE', null, null]);
  });

  it('frees the place of senders that hang up in the middle', async () => {
    const { post, url, ingest } = await start({ admission: createAdmission({ room: { maxRequests: 2 } }) });
    const { port } = new URL(url);
    const head =
      'POST /v1/metrics HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{';
    for (let i = 0; i < 5; i++) {
      const socket = connect(Number(port), '127.0.0.1');
      await new Promise<void>((sent) => socket.write(head, () => sent()));
      socket.destroy();
      await once(socket, 'close');
    }
    // The server hears of the last one a little later than we do.
    await sleep(50);
    expect((await post('/v1/metrics', json(orders(1)))).status).toBe(200);
    expect(ingest).toHaveBeenCalledTimes(1);
  });
});
