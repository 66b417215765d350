import { Agent, request } from 'node:http';
import { connect, type ClientHttp2Session } from 'node:http2';

/** Sends one request and resolves when it was answered well; rejects otherwise. */
export interface Sender {
  send(body: Buffer): Promise<void>;
  close(): void;
}

export function createHttpSender(port: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const options = {
    agent,
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/v1/metrics',
    headers: { 'content-type': 'application/x-protobuf' },
  };
  return {
    send: (body) =>
      new Promise((resolve, reject) => {
        const sent = request(options, (response) => {
          response.resume();
          response.on('end', () => {
            if (response.statusCode === 200) resolve();
            else reject(new Error(`HTTP answered ${response.statusCode}`));
          });
        });
        sent.on('error', reject);
        sent.setHeader('content-length', body.length);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

const GRPC_PATH = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';

export function createGrpcSender(port: number): Sender {
  let session: ClientHttp2Session | null = null;
  /** Servers end connections on which nothing comes for a while. */
  const connected = (): ClientHttp2Session => {
    if (session === null || session.closed || session.destroyed) session = connect(`http://127.0.0.1:${port}`);
    return session;
  };
  return {
    send: (body) =>
      new Promise((resolve, reject) => {
        const stream = connected().request({
          ':method': 'POST',
          ':path': GRPC_PATH,
          'content-type': 'application/grpc',
          te: 'trailers',
        });
        let status: unknown;
        const read = (headers: Record<string, unknown>) => (status = headers['grpc-status'] ?? status);
        stream.on('response', read);
        stream.on('trailers', read);
        stream.on('error', reject);
        stream.on('end', () =>
          String(status) === '0' ? resolve() : reject(new Error(`gRPC answered ${String(status)}`)),
        );
        stream.resume();
        const head = Buffer.alloc(5);
        head.writeUInt32BE(body.length, 1);
        stream.write(head);
        stream.end(body);
      }),
    close: () => session?.close(),
  };
}
