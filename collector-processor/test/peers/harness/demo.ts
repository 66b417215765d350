import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.ts';
import { start, type Started } from './processes.ts';
import { tidemarkPorts } from './tidemark.ts';

export interface RunningDemo extends Started {
  readonly url: string;
}

/** `tidemark demo`, what `npm run demo` runs once everything is installed and built, on ports of its own. */
export async function startDemo(): Promise<RunningDemo> {
  const ports = await tidemarkPorts();
  const dir = await mkdtemp(join(tmpdir(), 'tidemark-demo-'));
  const url = `http://127.0.0.1:${ports.api}`;
  const started = await start({
    name: 'tidemark demo',
    command: process.execPath,
    args: [join(ROOT, 'collector-processor', 'bin', 'tidemark.mjs'), 'demo'],
    cwd: dir,
    env: {
      NODE_OPTIONS: '',
      TIDEMARK_OTLP_PORT: String(ports.otlp),
      TIDEMARK_API_PORT: String(ports.api),
      TIDEMARK_STORAGE_PATH: join(dir, 'data'),
    },
    readyUrl: `${url}/readyz`,
    readyWithinMs: 180_000,
  });
  return {
    ...started,
    url,
    async stop() {
      const code = await started.stop();
      await rm(dir, { recursive: true, force: true });
      return code;
    },
  };
}
