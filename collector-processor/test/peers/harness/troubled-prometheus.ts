import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TroubledPrometheus {
  /** Answers with an empty result, a long time after it was asked. */
  readonly slowUrl: string;
  /** Answers at once, with a point of each of so many series. */
  readonly crowdUrl: string;
  close(): void;
}

interface Trouble {
  readonly delayMs: number;
  readonly series: number;
}

/** Speaks as Prometheus does, too late or too much: what a healthy one cannot be made to do. */
export async function troubledPrometheus({ delayMs, series }: Trouble): Promise<TroubledPrometheus> {
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    const say = (count: number) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(matrix(count));
    };
    if (request.url?.startsWith('/crowd') === true) return say(series);
    const timer = setTimeout(() => {
      timers.delete(timer);
      say(0);
    }, delayMs);
    timers.add(timer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    slowUrl: `${url}/slow`,
    crowdUrl: `${url}/crowd`,
    close() {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      server.close();
    },
  };
}

function matrix(series: number): string {
  const second = Math.floor(Date.now() / 60_000) * 60;
  const result = Array.from({ length: series }, (_, number) => ({
    metric: { route: `/${number}` },
    values: [[second, '1']],
  }));
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
}
