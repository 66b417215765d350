import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { settingsOf } from '../../src/config/load-config.ts';
import type { Config } from '../../src/config/schema.ts';
import { createService } from '../../src/pipeline/service.ts';

/**
 * The whole service, in this process, on free ports and in a folder of its own.
 *
 * @param clock default the machine's
 */
export async function runningService(config: Config, clock?: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-service-'));
  const lines: string[] = [];
  const start = () =>
    createService({
      settings: settingsOf({ ...config, otlp: { port: 0 }, api: { port: 0 }, storage: { path: folder } }),
      ...(clock !== undefined && { clock }),
      logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    });
  let service = await start();

  return {
    /** Where its API is; another after a restart. */
    apiUrl: () => service.addresses.api,
    otlpUrl: () => service.addresses.otlp,
    async call(method: string, path: string, body?: unknown, token?: string) {
      const response = await fetch(`${service.addresses.api}${path}`, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as unknown };
    },
    /** Ends it and starts it again on the same data. */
    async restart(): Promise<void> {
      await service.close();
      service = await start();
    },
    logged: () => lines.join(''),
    async close(): Promise<void> {
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type RunningService = Awaited<ReturnType<typeof runningService>>;
