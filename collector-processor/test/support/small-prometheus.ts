import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SmallPrometheus {
  readonly url: string;
  /** Every question it was asked, oldest first. */
  readonly asked: { expr: string; start: number; end: number; step: number; headers: IncomingMessage['headers'] }[];
  /** What it holds: an expression's series, each with its value at a time (seconds); null: none then. */
  series: Record<string, { metric: Record<string, string>; value: (seconds: number) => number | null }[]>;
  /** Set to answer otherwise: a status with a body, or silence for so long. */
  trouble: { status?: number; body?: unknown; delayMs?: number } | null;
  close(): Promise<void>;
}

const MAX_POINTS = 11_000;

/**
 * The query_range of a Prometheus as far as a unit test needs it, over real HTTP: evaluates on the aligned grid and
 * refuses more than 11,000 points in Prometheus' own words. The peer tests ask a real one.
 */
export async function smallPrometheus(): Promise<SmallPrometheus> {
  const state: Pick<SmallPrometheus, 'asked' | 'series' | 'trouble'> = { asked: [], series: {}, trouble: null };
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name))) as [
      number,
      number,
      number,
    ];
    const expr = form.get('query') ?? '';
    state.asked.push({ expr, start, end, step, headers: request.headers });
    if (state.trouble?.delayMs !== undefined) await sleep(state.trouble.delayMs);
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (state.trouble?.status !== undefined) return send(state.trouble.status, state.trouble.body ?? {});
    if ((end - start) / step > MAX_POINTS) {
      const error =
        'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)';
      return send(400, { status: 'error', errorType: 'bad_data', error });
    }
    const result = (state.series[expr] ?? []).flatMap(({ metric, value }) => {
      const values: [number, string][] = [];
      for (let at = start; at <= end; at += step) {
        const found = value(at);
        if (found !== null) values.push([at, String(found)]);
      }
      return values.length === 0 ? [] : [{ metric, values }];
    });
    send(200, { status: 'success', data: { resultType: 'matrix', result } });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
