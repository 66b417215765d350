import { connect } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { Client, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-grpc';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import pino from 'pino';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { builtinHttpWatches } from '../../measure/builtin-http-watches.ts';
import { MINUTE, ordersWatch, T0 } from '../../measure/test-telemetry.ts';
import type { PartialBatch } from '../../series/types.ts';
import { createAdmission } from '../otlp/admission.ts';
import type { Dropped, ExportResult, Receive } from '../otlp/export-request.ts';
import { messageType } from '../otlp/proto-schema.ts';
import { NOTHING_DROPPED, receiveAtOnce } from '../otlp/test-receive.ts';
import { toProtobuf } from '../otlp/test-requests.ts';
import type { OtlpOutcome } from '../otlp/transport.ts';
import { createOtlpGrpcServer, type OtlpGrpcOptions, type OtlpGrpcServer } from './server.ts';

const METRICS = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';
const OVERLOADED: ExportResult = {
  status: 'failed',
  error: new TidemarkError('TLERR_OTLP_OVERLOADED'),
  retryAfterSeconds: 2.4,
};
const watches = [
  ordersWatch(),
  ...builtinHttpWatches({ stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] }),
];
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const receiving = (
  ingest: (batch: PartialBatch) => Dropped,
  clock: () => number = () => T0 + MINUTE,
): { receive: Receive } => ({ receive: receiveAtOnce({ watches, clock, ingest }) });

async function start(options: Partial<OtlpGrpcOptions> = {}) {
  const outcomes: OtlpOutcome[] = [];
  const ingest = jest.fn((_batch: PartialBatch): Dropped => NOTHING_DROPPED);
  const server: OtlpGrpcServer = createOtlpGrpcServer({
    ...receiving(ingest),
    logger: pino({ level: 'silent' }),
    onOutcome: (outcome) => outcomes.push(outcome),
    ...options,
  });
  open.push(server);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  open.push(client);
  const asIs = (bytes: Buffer): Buffer => bytes;
  const call = (bytes: Buffer, metadata = new Metadata(), path = METRICS): Promise<Buffer | ServiceError> =>
    new Promise((resolve) => {
      client.makeUnaryRequest(path, asIs, asIs, bytes, metadata, (error, answer) => resolve(error ?? answer!));
    });
  return { call, outcomes, ingest, url: `http://127.0.0.1:${port}` };
}

/** One delta point of the counter `orders` over the minute before the clock. */
function orders(value: number): Buffer {
  const point = { startTimeUnixNano: `${T0}000000`, timeUnixNano: `${T0 + MINUTE}000000`, asDouble: value };
  const sum = { aggregationTemporality: 1, isMonotonic: true, dataPoints: [point] };
  const request = { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'orders', sum }] }] }] };
  return Buffer.from(toProtobuf('MetricsRequest', request));
}

/** Seconds of the RetryInfo in a failure; null where it carries none. */
function retrySeconds(error: ServiceError): number | null {
  const [details] = error.metadata.get('grpc-status-details-bin');
  if (details === undefined) return null;
  // … RetryInfo.retry_delay (bytes 1) { Duration.seconds (varint 1) } is the last of the message.
  const bytes = details as Buffer;
  expect(bytes.includes('type.googleapis.com/google.rpc.RetryInfo')).toBe(true);
  return bytes.at(-1)!;
}

describe('OTLP/gRPC', () => {
  it('takes points and answers an empty success', async () => {
    const { call, ingest, outcomes } = await start();

    expect(await call(orders(7))).toEqual(Buffer.alloc(0));

    expect(ingest.mock.calls[0]![0].partials).toHaveLength(1);
    expect(outcomes).toEqual([expect.objectContaining({ signal: 'metrics', httpStatus: 200, accepted: 1 })]);
  });

  it('tells of what was dropped as a partial success', async () => {
    const { call } = await start(receiving(() => ({ ...NOTHING_DROPPED, late: 1 })));
    const answer = messageType('MetricsResponse').decode((await call(orders(7))) as Buffer);
    expect(JSON.stringify(answer)).toContain('late: their step was closed longer ago than the grace');
  });

  it('asks to come again with a RetryInfo when nothing can be taken', async () => {
    const { call, outcomes } = await start({ receive: async () => OVERLOADED });
    const error = (await call(orders(7))) as ServiceError;
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(retrySeconds(error)).toBe(3);
    expect(outcomes).toEqual([expect.objectContaining({ httpStatus: 429, accepted: 0 })]);
  });

  it('refuses what it cannot read, and goes on', async () => {
    const { call } = await start();
    const error = (await call(Buffer.from([0x0a, 0xff]))) as ServiceError;
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(retrySeconds(error)).toBeNull();
    expect(await call(orders(7))).toEqual(Buffer.alloc(0));
  });

  it.each([
    [{ status: 'unauthenticated' }, status.UNAUTHENTICATED],
    [{ status: 'forbidden', scope: 'ingest' }, status.PERMISSION_DENIED],
  ] as const)('judges credentials before the message: %j', async (judgement, code) => {
    const authorize = jest.fn((_header: string | undefined) => judgement);
    const { call, ingest, outcomes } = await start({ admission: createAdmission({ authorize }) });
    const metadata = new Metadata();
    metadata.set('authorization', 'Bearer secret-token');
    const error = (await call(orders(7), metadata)) as ServiceError;
    expect(error).toMatchObject({ code });
    expect(error.details).not.toContain('secret-token');
    expect(authorize).toHaveBeenCalledWith('Bearer secret-token');
    expect(ingest).not.toHaveBeenCalled();
    expect(outcomes).toHaveLength(1);
  });

  it('refuses a message that is too large, without a time to come again', async () => {
    const { call } = await start({ limits: { messageBytes: 1000 } });
    const error = (await call(Buffer.alloc(2000))) as ServiceError;
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(retrySeconds(error)).toBeNull();
  });

  it('refuses what unpacks to more than a message may have', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    const { url } = await start({ limits: { messageBytes: 100_000 } });
    const client = new Client(url.slice('http://'.length), credentials.createInsecure(), {
      'grpc.default_compression_algorithm': 2,
    });
    open.push(client);
    const asIs = (bytes: Buffer): Buffer => bytes;
    const error = await new Promise<ServiceError | null>((resolve) => {
      client.makeUnaryRequest(METRICS, asIs, asIs, Buffer.alloc(50_000_000), (failure) => resolve(failure));
    });
    expect(error).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  });

  it.each([
    ['too many are under way', { room: { maxRequests: 0 } }, 1, 'TLERR_OTLP_BUSY'],
    ['there is no room for them', { room: { maxBytes: 10 } }, 1, 'TLERR_OTLP_OVERLOADED'],
    [
      'their token is above its rate',
      { limits: new Map([['shop', { requestsPerSecond: 0.1, pointsPerSecond: null, series: null }]]) },
      10,
      'TLERR_OTLP_RATE',
    ],
  ])('tells further requests to come again while %s', async (_while, limits, seconds, code) => {
    const authorize = () => ({ status: 'allowed', name: 'shop' }) as const;
    const { call, outcomes } = await start({ admission: createAdmission({ authorize, nowMs: () => 0, ...limits }) });
    if (code === 'TLERR_OTLP_RATE') expect(await call(orders(7))).toEqual(Buffer.alloc(0));
    const error = (await call(orders(7))) as ServiceError;
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(retrySeconds(error)).toBe(seconds);
    expect(outcomes.at(-1)).toMatchObject({ httpStatus: 429, error: code });
  });

  it('gives the room of a message free again', async () => {
    const message = orders(7);
    const { call } = await start({ admission: createAdmission({ room: { maxBytes: message.length } }) });
    for (let i = 0; i < 5; i++) expect(await call(message)).toEqual(Buffer.alloc(0));
  });

  it('says that it does not implement other services', async () => {
    const { call } = await start();
    const path = '/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export';
    expect(await call(Buffer.alloc(0), new Metadata(), path)).toMatchObject({ code: status.UNIMPLEMENTED });
  });

  describe('from a sender that does as it likes', () => {
    /** A call's raw frames; resolves to its grpc-status, null where it has none. */
    async function raw(url: string, frames: readonly Buffer[], headers = {}): Promise<string | null> {
      const session = connect(url);
      open.push({ close: () => session.destroy() });
      const stream = session.request({
        ':method': 'POST',
        ':path': METRICS,
        'content-type': 'application/grpc',
        te: 'trailers',
        ...headers,
      });
      let found: string | null = null;
      const read = (given: Record<string, unknown>) => (found = (given['grpc-status'] as string | undefined) ?? found);
      stream
        .on('response', read)
        .on('trailers', read)
        .on('error', () => undefined)
        .resume();
      for (const frame of frames) stream.write(frame);
      stream.end();
      await new Promise((resolve) => stream.on('close', resolve));
      return found;
    }
    const framed = (message: Buffer, said = message.length, flag = 0): Buffer => {
      const head = Buffer.from([flag, 0, 0, 0, 0]);
      head.writeUInt32BE(said, 1);
      return Buffer.concat([head, message]);
    };
    const bytes = (buffer: Buffer): Buffer[] => Array.from(buffer, (byte) => Buffer.from([byte]));

    it.each([
      ['a byte at a time is taken', '0', bytes(framed(orders(7))), {}],
      ['nothing at all', '3', [], {}],
      ['a head cut short', '3', [Buffer.from([0, 0])], {}],
      ['a message cut short', '3', [framed(orders(7), 5000)], {}],
      ['two messages', '3', [framed(orders(7)), framed(orders(7))], {}],
      ['a length that no message may have', '8', [framed(orders(7), 0xffff_ffff)], {}],
      ['what calls itself gzip and is none', '3', [framed(orders(7), undefined, 1)], { 'grpc-encoding': 'gzip' }],
      ['an encoding that nobody offered', '3', [framed(orders(7), undefined, 1)], { 'grpc-encoding': 'snappy' }],
      ['another content type', '3', [framed(orders(7))], { 'content-type': 'application/json' }],
      ['another method', '12', [framed(orders(7))], { ':method': 'PUT' }],
    ])('%s: %s', async (_name, code, frames, headers) => {
      const { url, call } = await start();
      expect(await raw(url, frames, headers)).toBe(code);
      expect(await call(orders(8))).toEqual(Buffer.alloc(0));
    });

    it('a message that does not come is ended', async () => {
      const { url, outcomes } = await start({ limits: { requestTimeoutMs: 50 } });
      const session = connect(url);
      open.push({ close: () => session.destroy() });
      const stream = session.request({ ':method': 'POST', ':path': METRICS, 'content-type': 'application/grpc' });
      const headers = await new Promise<Record<string, unknown>>((resolve) => stream.on('response', resolve));
      expect(headers['grpc-status']).toBe('4');
      expect(outcomes).toEqual([expect.objectContaining({ httpStatus: 408 })]);
    });
  });

  it('says which address is taken', async () => {
    const { url } = await start();
    const second = createOtlpGrpcServer({
      ...receiving(() => NOTHING_DROPPED),
      logger: pino({ level: 'silent' }),
    });
    open.push(second);
    await expect(second.listen({ host: '127.0.0.1', port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'TLERR_LISTEN_FAILED',
    });
  });
});

describe.each(['gzip', 'none'] as const)("OpenTelemetry's own exporters, %s", (given) => {
  type Compression = NonNullable<NonNullable<ConstructorParameters<typeof OTLPMetricExporter>[0]>['compression']>;
  const compression = given as Compression;
  const resource = resourceFromAttributes({ 'service.name': 'shop' });

  it('send metrics', async () => {
    const { url, outcomes } = await start(receiving(() => NOTHING_DROPPED, Date.now));
    const exporter = new OTLPMetricExporter({ url, compression });
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const provider = new MeterProvider({ resource, readers: [reader] });
    provider.getMeter('test').createHistogram('http.server.request.duration', { unit: 's' }).record(0.1);
    await provider.shutdown();
    expect(outcomes).toEqual([expect.objectContaining({ signal: 'metrics', httpStatus: 200, accepted: 1 })]);
  });

  it('send spans', async () => {
    const { url, outcomes } = await start(receiving(() => NOTHING_DROPPED, Date.now));
    const processor = new SimpleSpanProcessor({ exporter: new OTLPTraceExporter({ url, compression }) });
    const provider = new TracerProvider({ resource, spanProcessors: [processor] });
    const attributes = { 'http.request.method': 'GET', 'http.response.status_code': 200, 'http.route': '/cart' };
    provider.getTracer('test').startSpan('GET /cart', { kind: SpanKind.SERVER, attributes }).end();
    await provider.shutdown();
    expect(outcomes).toEqual([expect.objectContaining({ signal: 'traces', httpStatus: 200, accepted: 1 })]);
  });

  it('send log records', async () => {
    const { url, outcomes } = await start(receiving(() => NOTHING_DROPPED, Date.now));
    const processor = new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter({ url, compression }) });
    const provider = new LoggerProvider({ resource, processors: [processor] });
    provider.getLogger('access').emit({ body: { status: 200, request_method: 'GET' } });
    await provider.shutdown();
    expect(outcomes).toEqual([expect.objectContaining({ signal: 'logs', httpStatus: 200, accepted: 1 })]);
  });
});
