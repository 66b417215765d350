/**
 * Tidemark's receivers, reader and measure stage in a process of their own, as `serve` joins them; what crosses the seam
 * is counted and dropped, as a Collector's nop exporter does. Says on stdout where it answers with its addresses.
 */
import { createServer } from 'node:http';
import pino from 'pino';
import { createOtlpGrpcServer } from '../../src/intake/otlp-grpc/server.ts';
import { createOtlpHttpServer } from '../../src/intake/otlp-http/server.ts';
import { receiveAtOnce } from '../../src/intake/otlp/test-receive.ts';
import { inlineDeeply } from '../../src/v8-inlining.ts';
import { ORDERS_BY_ROUTE } from './watch.ts';

inlineDeeply();

const counts = { points: 0, partials: 0, refused: 0 };
const logger = pino({ level: 'warn' }, pino.destination(2));
const options = {
  receive: receiveAtOnce({
    watches: [ORDERS_BY_ROUTE],
    clock: Date.now,
    ingest: ({ partials }) => {
      counts.partials += partials.length;
      return { late: 0, future: 0, overflow: 0 };
    },
  }),
  logger,
  onOutcome: ({ accepted, refused }: { accepted: number; refused: readonly { count: number }[] }) => {
    counts.points += accepted;
    for (const { count } of refused) counts.refused += count;
  },
};
const http = await createOtlpHttpServer(options).listen({ host: '127.0.0.1', port: 0 });
const grpc = await createOtlpGrpcServer(options).listen({ host: '127.0.0.1', port: 0 });

const status = createServer((_request, response) => {
  response.end(JSON.stringify({ http: http.port, grpc: grpc.port, ...counts }));
});
status.listen(0, '127.0.0.1', () => {
  const address = status.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.stdout.write(`http://127.0.0.1:${address.port}/\n`);
});
