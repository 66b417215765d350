import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import pino from 'pino';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { builtinHttpWatches } from '../../measure/builtin-http-watches.ts';
import { MINUTE, ordersWatch, summarise, T0 } from '../../measure/test-telemetry.ts';
import type { PartialBatch } from '../../series/types.ts';
import { messageType } from '../otlp/proto-schema.ts';
import { NOTHING_DROPPED, receiveAtOnce } from '../otlp/test-receive.ts';
import { toProtobuf } from '../otlp/test-requests.ts';
import { createAdmission } from '../otlp/admission.ts';
import type { Dropped, ExportResult, Receive } from '../otlp/export-request.ts';
import type { OtlpOutcome } from '../otlp/transport.ts';
import { createOtlpHttpServer, type OtlpHttpOptions, type OtlpHttpServer } from './server.ts';

const servers: OtlpHttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const OVERLOADED: ExportResult = {
  status: 'failed',
  error: new TidemarkError('TLERR_OTLP_OVERLOADED'),
  retryAfterSeconds: 2.4,
};
const watches = [
  ordersWatch(),
  ...builtinHttpWatches({ stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] }),
];

const receiving = (ingest: (batch: PartialBatch) => Dropped): { receive: Receive } => ({
  receive: receiveAtOnce({ watches, clock: () => T0 + MINUTE, ingest }),
});

async function start(options: Partial<OtlpHttpOptions> = {}) {
  const outcomes: OtlpOutcome[] = [];
  const ingest = jest.fn((_batch: PartialBatch): Dropped => NOTHING_DROPPED);
  const server = createOtlpHttpServer({
    ...receiving(ingest),
    logger: pino({ level: 'silent' }),
    onOutcome: (outcome) => outcomes.push(outcome),
    ...options,
  });
  servers.push(server);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const post = (path: string, body: BodyInit | null, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      // What a body that is a stream needs; the types do not know it.
      ...{ duplex: 'half' },
    });
  return { post, outcomes, ingest, url: `http://127.0.0.1:${port}` };
}

/** Delta points of the counter `orders` over the minute before the clock. */
function orders(...values: unknown[]) {
  const dataPoints = values.map((asDouble, i) => ({
    startTimeUnixNano: `${T0}000000`,
    timeUnixNano: `${T0 + MINUTE}000000`,
    asDouble,
    attributes: [{ key: 'n', value: { intValue: i } }],
  }));
  const sum = { aggregationTemporality: 1, isMonotonic: true, dataPoints };
  return { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'orders', sum }] }] }] };
}

const json = (value: object) => JSON.stringify(value);
const protobuf = { 'content-type': 'application/x-protobuf' };

async function decoded(response: Response, type: string): Promise<object> {
  return messageType(type).toObject(messageType(type).decode(new Uint8Array(await response.arrayBuffer())), {
    longs: Number,
  });
}

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

describe('partial success', () => {
  const body = orders(3, 'NaN', -1, 'fast');
  const message = [
    '1 × malformed: it cannot be read (resourceMetrics[0].scopeMetrics[0].metrics[0].sum.dataPoints[3].asDouble must be a number, not "fast")',
    '1 × not_a_number: its value is missing, NaN or infinite (orders)',
    '1 × negative_increase: a counter cannot increase by less than nothing (orders)',
  ].join('; ');

  it('says in JSON how many points were refused and why, and keeps the rest', async () => {
    const { post, ingest, outcomes } = await start();
    const response = await post('/v1/metrics', json(body));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ partialSuccess: { rejectedDataPoints: '3', errorMessage: message } });
    expect(summarise(ingest.mock.calls[0]![0])).toEqual({ 'orders{}@0': 3 });
    expect(outcomes[0]!.refused.map(({ reason, count }) => [reason, count])).toEqual([
      ['malformed', 1],
      ['not_a_number', 1],
      ['negative_increase', 1],
    ]);
  });

  it('says so in protobuf', async () => {
    const { post } = await start();
    const response = await post('/v1/metrics', toProtobuf('MetricsRequest', orders(3, NaN)) as BodyInit, protobuf);
    expect(await decoded(response, 'MetricsResponse')).toMatchObject({ partialSuccess: { rejectedDataPoints: 1 } });
  });

  it('counts spans as spans', async () => {
    const { post } = await start();
    const span = {
      kind: 2,
      startTimeUnixNano: '0',
      endTimeUnixNano: '0',
      attributes: [{ key: 'http.method', value: { stringValue: 'GET' } }],
    };
    const response = await post('/v1/traces', json({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }));
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
  });

  it('counts log records as log records', async () => {
    const { post } = await start();
    const broken = { attributes: 7 };
    const timeless = { body: { stringValue: '{"status":200,"method":"GET"}' } };
    const response = await post(
      '/v1/logs',
      json({ resourceLogs: [{ scopeLogs: [{ logRecords: [broken, timeless] }] }] }),
    );
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedLogRecords: '2' } });
  });

  it('does not trouble the sender with log records that are none of access logs', async () => {
    const { post, outcomes } = await start();
    const logRecords = [{ body: { stringValue: 'started' } }];
    const body = toProtobuf('LogsRequest', { resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    const response = await post('/v1/logs', body as BodyInit, protobuf);
    expect(await decoded(response, 'LogsResponse')).toEqual({});
    expect(outcomes).toMatchObject([{ signal: 'logs', refused: [{ reason: 'not_an_access_log', count: 1 }] }]);
  });

  it('does not trouble the sender with what no watch wants, but counts it', async () => {
    const { post, outcomes } = await start();
    const other = json(orders(1)).replace('orders', 'other');
    expect(await (await post('/v1/metrics', other)).json()).toEqual({});
    expect(outcomes[0]!.refused).toMatchObject([{ reason: 'unwatched', count: 1 }]);
  });

  it.each([
    ['all contributions were dropped', { late: 1 }, '2'],
    ['a part was dropped: a warning', { late: 0, future: 0, overflow: 0 }, undefined],
  ])('where beyond the seam %s', async (_name, dropped, rejected) => {
    const { post } = await start(receiving(() => ({ ...NOTHING_DROPPED, ...dropped })));
    const answer = (await (await post('/v1/metrics', json(orders(1, 2)))).json()) as {
      partialSuccess?: { rejectedDataPoints: string; errorMessage: string };
    };
    expect(answer.partialSuccess?.rejectedDataPoints).toBe(rejected);
  });

  it('warns of what was dropped in part', async () => {
    const { post } = await start(receiving(() => ({ ...NOTHING_DROPPED, overflow: 1 })));
    const twoSteps = json(orders(1)).replace(`${T0}000000`, `${T0 - MINUTE}000000`);
    expect(await (await post('/v1/metrics', twoSteps)).json()).toEqual({
      partialSuccess: {
        rejectedDataPoints: '0',
        errorMessage: '1 of 2 contributions dropped as overflow: too many series are being followed already',
      },
    });
  });
});

describe('a request that is refused', () => {
  const limits = { bodyBytes: 10_000, decompressedBytes: 100_000 };

  it.each<[number, number, string, string, BodyInit | null, Record<string, string>]>([
    [400, 3, 'broken JSON', '/v1/metrics', '{"resourceMetrics":', {}],
    [400, 3, 'no JSON at all', '/v1/metrics', '', {}],
    [400, 3, 'JSON of another shape', '/v1/traces', '{"resourceSpans":7}', {}],
    [400, 3, 'broken protobuf', '/v1/metrics', new Uint8Array([0x0a, 0xff]), protobuf],
    [400, 3, 'broken gzip', '/v1/metrics', 'no gzip', { 'content-encoding': 'gzip' }],
    [400, 3, 'cut off gzip', '/v1/metrics', gzipSync('{}'.repeat(100)).subarray(0, 15), { 'content-encoding': 'gzip' }],
    [404, 5, 'another path', '/v1/profiles', '{}', {}],
    [413, 8, 'a body too large', '/v1/metrics', 'x'.repeat(10_001), {}],
    [413, 8, 'a gzip bomb', '/v1/metrics', gzipSync(new Uint8Array(5_000_000)), { 'content-encoding': 'gzip' }],
    [415, 3, 'another type', '/v1/metrics', '{}', { 'content-type': 'text/plain' }],
    [415, 3, 'another encoding', '/v1/metrics', '{}', { 'content-encoding': 'zstd' }],
  ])('%d (code %d): %s', async (status, code, _name, path, body, headers) => {
    const { post, ingest, outcomes } = await start({ limits });

    const response = await post(path, body, headers);

    expect(response.status).toBe(status);
    const isProtobuf = headers['content-type'] === 'application/x-protobuf';
    const answer = isProtobuf ? await decoded(response, 'Status') : await response.json();
    expect(answer).toEqual({ code, message: expect.stringMatching(/^.{10,}\. .{10,}$/s) });
    expect(ingest).not.toHaveBeenCalled();
    expect(outcomes).toMatchObject([{ httpStatus: status, accepted: 0 }]);
    expect((await post('/v1/metrics', json(orders(1)))).status).toBe(200);
  });

  it('405: another method, and says which is right', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/v1/metrics`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it.each([
    [{ status: 'unauthenticated' }, 401, 16],
    [{ status: 'forbidden', scope: 'ingest' }, 403, 7],
  ] as const)('%j: %d', async (judgement, status, code) => {
    const authorize = jest.fn((_authorization: string | undefined) => judgement);
    const { post, ingest } = await start({ admission: createAdmission({ authorize }) });
    const response = await post('/v1/metrics', json(orders(1)), { authorization: 'Bearer x' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    expect(authorize).toHaveBeenCalledWith('Bearer x');
    expect(ingest).not.toHaveBeenCalled();
  });

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

  it('500 without a word of the inside when something unforeseen happens, and lives on', async () => {
    let calls = 0;
    const { post } = await start(
      receiving(() => {
        if (calls++ === 0) throw new Error('boom');
        return NOTHING_DROPPED;
      }),
    );
    const response = await post('/v1/metrics', json(orders(1)));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('boom');
    expect((await post('/v1/metrics', json(orders(1, 2)))).status).toBe(200);
  });
});

it('tells who holds the port when it cannot listen', async () => {
  const { url } = await start();
  const second = createOtlpHttpServer({
    ...receiving(() => NOTHING_DROPPED),
    logger: pino({ level: 'silent' }),
  });
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
  const { post } = await start({
    receive: async (request) => {
      received();
      await waiting;
      return receive(request);
    },
  });
  const answer = post('/v1/metrics', json(orders(1)));
  await underWay;
  const closed = servers[0]!.close();
  goOn();
  const response = await answer;
  expect(response.status).toBe(200);
  expect(response.headers.get('connection')).toBe('close');
  await closed;
});

it('listens at both addresses of localhost', async () => {
  const server = createOtlpHttpServer({ ...receiving(() => NOTHING_DROPPED), logger: pino({ level: 'silent' }) });
  servers.push(server);
  const { port } = await server.listen({ host: 'localhost', port: 0 });
  const probe = createServer();
  const hasSecond = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false)).listen(0, '::1', () => probe.close(() => resolve(true)));
  });
  for (const host of hasSecond ? ['127.0.0.1', '[::1]'] : ['127.0.0.1'])
    expect((await fetch(`http://${host}:${port}/v1/profiles`, { method: 'POST' })).status).toBe(404);
});
