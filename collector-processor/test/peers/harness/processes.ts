import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const OUTPUT_TAIL_LINES = 60;
const KILL_AFTER_MS = 10_000;
const POLL_EVERY_MS = 200;

export interface Started {
  readonly name: string;
  readonly pid: number;
  /** The last lines it wrote, for the message of a failing test. */
  output(): string;
  /** Asks it to end (SIGTERM), waits, and resolves to its exit code; null where a signal had to end it. */
  stop(): Promise<number | null>;
}

export interface Start {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ready once this answers 2xx; a function finds the address in what the program has written so far. */
  readonly readyUrl: string | ((output: string) => string | null);
  readonly readyWithinMs?: number;
}

/** Starts a program and resolves when it is ready; fails with what it wrote when it ends before, or takes too long. */
export async function start({
  name,
  command,
  args,
  cwd,
  env,
  readyUrl,
  readyWithinMs = 60_000,
}: Start): Promise<Started> {
  const child = spawn(command, [...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let tail: string[] = [];
  const keep = (chunk: Buffer) => {
    tail = [...tail, ...chunk.toString().split('\n').filter(Boolean)].slice(-OUTPUT_TAIL_LINES);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(String(error))));
  const started: Started = { name, pid: child.pid ?? NaN, output: () => tail.join('\n'), stop: () => stop(child) };
  try {
    await waitFor(
      `${name} to be ready`,
      async () => {
        if (ended(child)) throw new Error(`${name} ended (exit ${child.exitCode ?? child.signalCode})`);
        const url = typeof readyUrl === 'string' ? readyUrl : readyUrl(started.output());
        if (url === null) return false;
        return fetch(url).then(
          (response) => response.ok,
          () => false,
        );
      },
      readyWithinMs,
    );
  } catch (error) {
    await stop(child);
    throw new Error(`${name} did not start; it wrote:\n${started.output()}`, { cause: error });
  }
  return started;
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (ended(child)) return child.exitCode;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  await closed;
  clearTimeout(killer);
  return child.exitCode;
}

/** Polls until `probe` gives something truthy, and resolves to it. An error of the probe ends the wait. */
export async function waitFor<T>(what: string, probe: () => Promise<T | null | false>, withinMs = 60_000): Promise<T> {
  const deadlineMs = Date.now() + withinMs;
  for (;;) {
    const result = await probe();
    if (result !== null && result !== false) return result;
    if (Date.now() > deadlineMs) throw new Error(`waited ${withinMs / 1000} s for ${what}`);
    await sleep(POLL_EVERY_MS);
  }
}

/** As many free loopback ports, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
