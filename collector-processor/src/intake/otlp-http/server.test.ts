import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { summarise } from '../../measure/test-telemetry.ts';
import { NOTHING_DROPPED } from '../otlp/test-receive.ts';
import { toProtobuf } from '../otlp/test-requests.ts';
import { createOtlpHttpServer } from './server.ts';
import { closeAll, json, orders, protobuf, quiet, receiving, start, track } from './test-server.ts';

afterEach(closeAll);

describe('a request that is taken', () => {
  it.each([
    ['JSON', json(orders(3, 4)), {}],
    ['JSON with a charset', json(orders(3, 4)), { 'content-type': 'application/json; charset=utf-8' }],
    ['JSON, gzip', gzipSync(json(orders(3, 4))), { 'content-encoding': 'gzip' }],
    ['protobuf', toProtobuf('MetricsRequest', orders(3, 4)), protobuf],
    [
      'protobuf, gzip',
      gzipSync(toProtobuf('MetricsRequest', orders(3, 4))),
      { ...protobuf, 'content-encoding': 'gzip' },
    ],
    ['protobuf, identity', toProtobuf('MetricsRequest', orders(3, 4)), { ...protobuf, 'content-encoding': 'identity' }],
  ])('reaches the sink: %s', async (_name, body, headers: Record<string, string>) => {
    const { post, ingest, outcomes } = await start();

    const response = await post('/v1/metrics', body as BodyInit, headers);

    expect(response.status).toBe(200);
    const isProtobuf = headers['content-type'] === 'application/x-protobuf';
    expect(response.headers.get('content-type')).toBe(isProtobuf ? 'application/x-protobuf' : 'application/json');
    // Nothing to tell: the answer is the empty message.
    expect(await response.text()).toBe(isProtobuf ? '' : '{}');
    expect(summarise(ingest.mock.calls[0]![0])).toEqual({ 'orders{}@0': 7 });
    expect(outcomes).toMatchObject([{ signal: 'metrics', httpStatus: 200, accepted: 2, refused: [] }]);
  });

  it('may be empty', async () => {
    const { post } = await start();
    expect((await post('/v1/metrics', new Uint8Array(), protobuf)).status).toBe(200);
    expect((await post('/v1/traces', '{}')).status).toBe(200);
    expect((await post('/v1/logs', '{}')).status).toBe(200);
  });
});

it('tells who holds the port when it cannot listen', async () => {
  const { url } = await start();
  const second = createOtlpHttpServer({ ...receiving(() => NOTHING_DROPPED), logger: quiet });
  await expect(second.listen({ host: '127.0.0.1', port: Number(new URL(url).port) })).rejects.toMatchObject({
    code: 'TLERR_LISTEN_FAILED',
  });
});

it('answers what is under way when it closes, and ends the connection with it', async () => {
  let goOn = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (goOn = resolve));
  const { receive } = receiving(() => NOTHING_DROPPED);
  let received = (): void => undefined;
  const underWay = new Promise<void>((resolve) => (received = resolve));
  const { server, post } = await start({
    receive: async (request) => {
      received();
      await waiting;
      return receive(request);
    },
  });
  const answer = post('/v1/metrics', json(orders(1)));
  await underWay;
  const closed = server.close();
  goOn();
  const response = await answer;
  expect(response.status).toBe(200);
  expect(response.headers.get('connection')).toBe('close');
  await closed;
});

it('listens at both addresses of localhost', async () => {
  const server = track(createOtlpHttpServer({ ...receiving(() => NOTHING_DROPPED), logger: quiet }));
  const { port } = await server.listen({ host: 'localhost', port: 0 });
  const probe = createServer();
  const hasSecond = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false)).listen(0, '::1', () => probe.close(() => resolve(true)));
  });
  for (const host of hasSecond ? ['127.0.0.1', '[::1]'] : ['127.0.0.1'])
    expect((await fetch(`http://${host}:${port}/v1/profiles`, { method: 'POST' })).status).toBe(404);
});
