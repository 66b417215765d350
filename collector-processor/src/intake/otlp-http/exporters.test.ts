import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { OTLPLogExporter as JsonLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import pino from 'pino';
import { builtinHttpWatches } from '../../measure/builtin-http-watches.ts';
import type { PartialBatch } from '../../series/types.ts';
import { NOTHING_DROPPED, receiveAtOnce } from '../otlp/test-receive.ts';
import type { OtlpOutcome } from '../otlp/transport.ts';
import { createOtlpHttpServer, type OtlpHttpServer } from './server.ts';

const resource = resourceFromAttributes({ 'service.name': 'shop' });
const gzip = 'gzip' as NonNullable<NonNullable<ConstructorParameters<typeof JsonMetricExporter>[0]>['compression']>;
let server: OtlpHttpServer;

async function start() {
  const batches: PartialBatch[] = [];
  const outcomes: OtlpOutcome[] = [];
  server = createOtlpHttpServer({
    receive: receiveAtOnce({
      watches: builtinHttpWatches({ stepMs: 60_000, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] }),
      clock: Date.now,
      ingest: (batch) => (batches.push(batch), NOTHING_DROPPED),
    }),
    logger: pino({ level: 'silent' }),
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const total = (watch: string) =>
    batches
      .flatMap(({ partials }) => partials)
      .filter((partial) => partial.watch === watch && !('http.route' in partial.labels))
      .reduce(
        (sum, { aggregate }) =>
          sum + (aggregate.kind === 'sum' ? aggregate.sum : aggregate.kind === 'ratio' ? aggregate.numerator : 0),
        0,
      );
  return { url: `http://127.0.0.1:${port}`, batches, outcomes, total };
}

afterEach(() => server.close());

describe("OpenTelemetry's own exporters", () => {
  it.each([
    ['JSON', JsonMetricExporter, AggregationType.EXPLICIT_BUCKET_HISTOGRAM],
    ['protobuf', ProtobufMetricExporter, AggregationType.EXPLICIT_BUCKET_HISTOGRAM],
    ['JSON, exponential', JsonMetricExporter, AggregationType.EXPONENTIAL_HISTOGRAM],
    ['protobuf, exponential', ProtobufMetricExporter, AggregationType.EXPONENTIAL_HISTOGRAM],
  ] as const)('send metrics by %s with gzip', async (_name, Exporter, type) => {
    const { url, outcomes, total, batches } = await start();
    const exporter = new Exporter({ url: `${url}/v1/metrics`, compression: gzip });
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const provider = new MeterProvider({
      resource,
      readers: [reader],
      views: [{ instrumentName: '*', aggregation: { type } }],
    });
    const duration = provider.getMeter('http').createHistogram('http.server.request.duration', { unit: 's' });

    const serve = async (count: number, status: number) => {
      for (let i = 0; i < count; i++)
        duration.record(0.1 * i, { 'http.response.status_code': status, 'http.route': '/cart' });
      // The SDK lets a stream start at its first record, in whole milliseconds; a start at the report itself says nothing.
      await sleep(5);
    };
    await serve(5, 200);
    await provider.forceFlush();
    await serve(3, 200);
    await serve(2, 503);
    await provider.forceFlush();
    await provider.shutdown();

    expect(outcomes.every(({ httpStatus, signal }) => httpStatus === 200 && signal === 'metrics')).toBe(true);
    expect(outcomes.flatMap(({ refused }) => refused)).toEqual([]);
    // The instrument is young, so its first report counts from its start.
    expect(total('requests')).toBeCloseTo(10, 6);
    expect(total('errors')).toBeCloseTo(2, 6);
    expect(batches[0]!.producers).toHaveLength(1);
  });

  it('send spans', async () => {
    const { url, outcomes, total } = await start();
    const processor = new SimpleSpanProcessor({
      exporter: new OTLPTraceExporter({ url: `${url}/v1/traces`, compression: gzip }),
    });
    const provider = new TracerProvider({ resource, spanProcessors: [processor] });
    const tracer = provider.getTracer('http');

    for (const status of [200, 200, 500]) {
      const attributes = { 'http.request.method': 'GET', 'http.response.status_code': status, 'http.route': '/cart' };
      tracer.startSpan('GET /cart', { kind: SpanKind.SERVER, attributes }).end();
    }
    tracer.startSpan('query', { kind: SpanKind.CLIENT }).end();
    await provider.forceFlush();
    await provider.shutdown();

    expect(outcomes.every(({ httpStatus, signal }) => httpStatus === 200 && signal === 'traces')).toBe(true);
    expect(total('requests')).toBe(3);
    expect(total('errors')).toBe(1);
    expect(outcomes.flatMap(({ refused }) => refused)).toMatchObject([{ reason: 'unwatched', count: 1 }]);
  });

  it.each([
    ['JSON', JsonLogExporter],
    ['protobuf', ProtobufLogExporter],
  ] as const)('send the records of an access log by %s', async (_name, Exporter) => {
    const { url, outcomes, total } = await start();
    const exporter = new Exporter({ url: `${url}/v1/logs`, compression: gzip });
    const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
    const logger = provider.getLogger('access');

    const fields = { 'http.request.method': 'GET', 'http.response.status_code': 503, 'http.route': '/cart' };
    logger.emit({ body: 'served', attributes: { ...fields, 'http.server.request.duration': 0.2 } });
    logger.emit({ body: { status: 200, request_method: 'GET', request_time: 0.1, more: { a: [1, 'b', null] } } });
    logger.emit({ body: '{"DownstreamStatus":200,"RequestMethod":"GET","RouterName":"cart@file","Duration":1000000}' });
    logger.emit({ body: 'started', severityText: 'INFO', attributes: { tags: ['a', 'b'] } });
    await provider.forceFlush();
    await provider.shutdown();

    expect(outcomes.every(({ httpStatus, signal }) => httpStatus === 200 && signal === 'logs')).toBe(true);
    expect(total('requests')).toBe(3);
    expect(total('errors')).toBe(1);
    expect(outcomes.flatMap(({ refused }) => refused)).toMatchObject([{ reason: 'not_an_access_log', count: 1 }]);
  });
});
