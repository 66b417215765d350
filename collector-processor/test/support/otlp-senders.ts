import { Client, credentials, Metadata, status, type ChannelCredentials } from '@grpc/grpc-js';
import type { Signal } from './weighed-requests.ts';

export interface Answer {
  /** `later`: told to come again, nothing was kept. */
  readonly outcome: 'taken' | 'later' | 'refused';
  /** Of `later`; 0 where it was not told. */
  readonly retryAfterSeconds: number;
}

/** Of gRPC. */
const METHODS: Readonly<Record<Signal, string>> = {
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  logs: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
};

/** Sends a request once, without a retry. */
export async function sendHttp(
  otlp: string,
  body: Buffer,
  headers: Record<string, string> = {},
  signal: Signal = 'metrics',
): Promise<Answer> {
  const answer = await fetch(`${otlp}/v1/${signal}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf', ...headers },
    body: new Uint8Array(body),
  });
  await answer.arrayBuffer();
  const outcome = answer.ok ? 'taken' : answer.status === 429 || answer.status === 503 ? 'later' : 'refused';
  return { outcome, retryAfterSeconds: Number(answer.headers.get('retry-after') ?? 0) };
}

/** A connection of its own. */
export function createGrpcSender(address: string, using: ChannelCredentials = credentials.createInsecure()) {
  const client = new Client(address, using, {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_retries': 0,
  });
  const asIs = (bytes: Buffer): Buffer => bytes;
  return {
    send: (body: Buffer, metadata = new Metadata(), signal: Signal = 'metrics'): Promise<Answer> =>
      new Promise((resolve) => {
        client.makeUnaryRequest(METHODS[signal], asIs, asIs, body, metadata, (error) => {
          if (error === null) return resolve({ outcome: 'taken', retryAfterSeconds: 0 });
          const again = error.code === status.RESOURCE_EXHAUSTED || error.code === status.UNAVAILABLE;
          // RetryInfo's delay, a Duration of some seconds, is the last field of the details.
          const [details] = error.metadata.get('grpc-status-details-bin');
          resolve({
            outcome: again ? 'later' : 'refused',
            retryAfterSeconds: (details as Buffer | undefined)?.at(-1) ?? 0,
          });
        });
      }),
    close: () => client.close(),
  };
}
