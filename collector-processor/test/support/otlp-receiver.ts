import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface ReceivedPoint {
  readonly name: string;
  readonly unit: string;
  readonly timeMs: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: number;
}

interface KeyValue {
  readonly key: string;
  readonly value: { readonly stringValue: string };
}

interface MetricsRequest {
  readonly resourceMetrics: {
    readonly resource: { readonly attributes: KeyValue[] };
    readonly scopeMetrics: {
      readonly metrics: {
        readonly name: string;
        readonly unit: string;
        readonly gauge: { readonly dataPoints: { timeUnixNano: string; attributes: KeyValue[]; asDouble: number }[] };
      }[];
    }[];
  }[];
}

export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly resource: Readonly<Record<string, string>>;
  readonly points: ReceivedPoint[];
}

const record = (pairs: readonly KeyValue[]) =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value.stringValue]));

/** A real OTLP/HTTP receiver on loopback; `answer` decides what the n-th request (from 0) gets. */
export async function otlpReceiver(answer: (response: ServerResponse, n: number) => void = accept) {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
      const [metrics] = (JSON.parse(text) as MetricsRequest).resourceMetrics;
      const points = metrics!.scopeMetrics.flatMap(({ metrics: all }) =>
        all.flatMap(({ name, unit, gauge }) =>
          gauge.dataPoints.map((point) => ({
            name,
            unit,
            timeMs: Number(BigInt(point.timeUnixNano) / 1_000_000n),
            attributes: record(point.attributes),
            value: point.asDouble,
          })),
        ),
      );
      requests.push({ headers: request.headers, resource: record(metrics!.resource.attributes), points });
      answer(response, requests.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/metrics`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function accept(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}
