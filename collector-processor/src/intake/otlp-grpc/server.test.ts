import { gzipSync } from 'node:zlib';
import { Client, credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import pino from 'pino';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { builtinHttpWatches } from '../../measure/builtin-http-watches.ts';
import { MINUTE, ordersWatch, T0 } from '../../measure/test-telemetry.ts';
import type { PartialBatch } from '../../series/types.ts';
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
    ['unauthenticated', status.UNAUTHENTICATED],
    ['forbidden', status.PERMISSION_DENIED],
  ] as const)('judges credentials before the message: %s', async (judgement, code) => {
    const authorize = jest.fn((_header: string | undefined) => judgement);
    const { call, ingest, outcomes } = await start({ authorize });
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

  it('tells further requests to come again while too many are under way', async () => {
    const { call } = await start({ limits: { maxInFlight: 0 } });
    const error = (await call(orders(7))) as ServiceError;
    expect(error.code).toBe(status.UNAVAILABLE);
    expect(retrySeconds(error)).toBe(1);
  });

  it('says that it does not implement other services', async () => {
    const { call } = await start();
    const path = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';
    expect(await call(Buffer.alloc(0), new Metadata(), path)).toMatchObject({ code: status.UNIMPLEMENTED });
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
});
