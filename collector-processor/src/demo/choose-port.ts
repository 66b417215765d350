import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface ChosenPort {
  readonly port: number;
  /** False when the wanted one is taken and another was found. */
  readonly asWanted: boolean;
}

/** The wanted port if it is free on this host, otherwise any free one. */
export async function choosePort(wanted: number, host: string): Promise<ChosenPort> {
  const port = await tryPort(wanted, host);
  if (port !== null) return { port, asWanted: true };
  const other = await tryPort(0, host);
  if (other === null) throw new Error(`no free port on ${host}`);
  return { port: other, asWanted: false };
}

/** Listens for a moment; null where the port is taken or not allowed. */
function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound));
    });
  });
}
