import type { Server } from 'node:net';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';

export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** @returns where it listens. @throws TidemarkError TLERR_LISTEN_FAILED */
export async function listenAt(server: Pick<Server, 'once' | 'listen' | 'address'>, at: ListenAddress) {
  const { host, port } = at;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
      reject(new TidemarkError('TLERR_LISTEN_FAILED', { address, reason: messageOf(error) }, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  return typeof bound === 'object' && bound !== null
    ? { host, port: bound.port, ip: bound.address }
    : { ...at, ip: host };
}
