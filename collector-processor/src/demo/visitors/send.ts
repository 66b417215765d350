import { Agent, request as httpRequest } from 'node:http';
import type { VisitorRequest } from './requests.ts';

/** What a visitor got: an answer's status, or nothing at all. */
export type Visit = { readonly kind: 'answered'; readonly status: number } | { readonly kind: 'refused' };

export interface Sender {
  send(request: VisitorRequest): Promise<Visit>;
  close(): void;
}

/** Nobody waits longer than this for a shop. */
const PATIENCE_MS = 15_000;

/** Real HTTP over kept-alive connections. A visit never throws: being refused is an experience, too. */
export function createSender(baseUrl: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 32 });
  return {
    send: ({ method, path, body }) =>
      new Promise((resolve) => {
        const headers =
          body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
        const outgoing = httpRequest(
          new URL(path, baseUrl),
          { method, headers, agent, timeout: PATIENCE_MS },
          (response) => {
            response.resume();
            response.on('end', () => resolve({ kind: 'answered', status: response.statusCode ?? 0 }));
            response.on('error', () => resolve({ kind: 'refused' }));
          },
        );
        outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
        outgoing.on('error', () => resolve({ kind: 'refused' }));
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
