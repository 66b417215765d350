import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('./serve-by-clock-file.ts', import.meta.url));

export interface ClockedProcess {
  readonly child: ChildProcess;
  readonly otlp: string;
  /** host:port; '' where gRPC is off. */
  readonly otlpGrpc: string;
  readonly api: string;
  /** Ends it by a signal and waits for that. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** So long it may take to start, ms. */
const PATIENCE_MS = 60_000;

/** The service as a process of its own, on the tidemark.yaml of a folder, by the clock that stands in its file `clock`. */
export async function startByClockFile(folder: string, patienceMs = PATIENCE_MS): Promise<ClockedProcess> {
  const child = spawn(process.execPath, [MAIN, join(folder, 'tidemark.yaml'), join(folder, 'clock')]);
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const said = (what: string): string => new RegExp(`^${what} (\\S+)$`, 'm').exec(log)?.[1] ?? '';
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs && child.exitCode === null) {
    if (said('API') !== '') {
      const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
      };
      return { child, otlp: said('OTLP'), otlpGrpc: said('GRPC').replace(/^.*\/\//, ''), api: said('API'), end };
    }
    await sleep(20);
  }
  child.kill('SIGKILL');
  throw new Error(`tidemark did not start:\n${log}`);
}

/** At once: the process reads it at any time. */
export async function setClock(folder: string, nowMs: number): Promise<void> {
  await writeFile(join(folder, 'clock.new'), String(nowMs));
  await rename(join(folder, 'clock.new'), join(folder, 'clock'));
}
