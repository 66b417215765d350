import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.ts';
import { start, type Started } from './processes.ts';

export interface RunningDemo extends Started {
  readonly url: string;
}

const ANNOUNCED = /^Open (http:\S+) in a browser/m;

/** `tidemark demo`, what `npm run demo` runs once everything is installed and built. It takes free ports where its own are taken. */
export async function startDemo(): Promise<RunningDemo> {
  const urlIn = (output: string) => ANNOUNCED.exec(output)?.[1] ?? null;
  const started = await start({
    name: 'tidemark demo',
    command: process.execPath,
    args: [join(ROOT, 'collector-processor', 'bin', 'tidemark.mjs'), 'demo'],
    cwd: tmpdir(),
    env: { NODE_OPTIONS: '', TZ: 'UTC' },
    readyUrl: urlIn,
    readyWithinMs: 180_000,
  });
  const url = urlIn(started.output());
  if (url === null) throw new Error(`the demo did not say its address:\n${started.output()}`);
  return { ...started, url };
}
