import { jest } from '@jest/globals';
import pino from 'pino';
import { builtinHttpWatches } from '../../measure/builtin-http-watches.ts';
import { MINUTE, ordersWatch, T0 } from '../../measure/test-telemetry.ts';
import type { PartialBatch } from '../../series/types.ts';
import type { Dropped, Receive } from '../otlp/export-request.ts';
import { messageType } from '../otlp/proto-schema.ts';
import { NOTHING_DROPPED, receiveAtOnce } from '../otlp/test-receive.ts';
import type { OtlpOutcome } from '../otlp/transport.ts';
import { createOtlpHttpServer, type OtlpHttpOptions, type OtlpHttpServer } from './server.ts';

const watches = [
  ordersWatch(),
  ...builtinHttpWatches({ stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] }),
];

export const quiet = pino({ level: 'silent' });
export const protobuf = { 'content-type': 'application/x-protobuf' };
export const json = (value: object): string => JSON.stringify(value);

/** The measure stage on the watch `orders` and the four of HTTP, in front of `ingest`. */
export const receiving = (ingest: (batch: PartialBatch) => Dropped): { receive: Receive } => ({
  receive: receiveAtOnce({ watches, clock: () => T0 + MINUTE, ingest }),
});

const servers: OtlpHttpServer[] = [];

/** Closed by `closeAll`, which every test file calls after each test. */
export function track(server: OtlpHttpServer): OtlpHttpServer {
  servers.push(server);
  return server;
}

export async function closeAll(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

/** A server on a free port of loopback, and what reached its sink. */
export async function start(options: Partial<OtlpHttpOptions> = {}) {
  const outcomes: OtlpOutcome[] = [];
  const ingest = jest.fn((_batch: PartialBatch): Dropped => NOTHING_DROPPED);
  const server = track(
    createOtlpHttpServer({
      ...receiving(ingest),
      logger: quiet,
      onOutcome: (outcome) => outcomes.push(outcome),
      ...options,
    }),
  );
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const post = (path: string, body: BodyInit | null, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      // What a body that is a stream needs; the types do not know it.
      ...{ duplex: 'half' },
    });
  return { server, post, outcomes, ingest, url: `http://127.0.0.1:${port}` };
}

/** Delta points of the counter `orders` over the minute before the clock. */
export function orders(...values: unknown[]) {
  const dataPoints = values.map((asDouble, i) => ({
    startTimeUnixNano: `${T0}000000`,
    timeUnixNano: `${T0 + MINUTE}000000`,
    asDouble,
    attributes: [{ key: 'n', value: { intValue: i } }],
  }));
  const sum = { aggregationTemporality: 1, isMonotonic: true, dataPoints };
  return { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'orders', sum }] }] }] };
}

export async function decoded(response: Response, type: string): Promise<object> {
  return messageType(type).toObject(messageType(type).decode(new Uint8Array(await response.arrayBuffer())), {
    longs: Number,
  });
}
