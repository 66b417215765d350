import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TidemarkError } from '../errors/tidemark-error.ts';
import type { ShopCondition } from './shop/condition.ts';
import type { ShopReady } from './shop/main.ts';

export interface ShopProcessOptions {
  /** Where the shop's OpenTelemetry SDK sends its metrics: Tidemark, or a Collector in between. */
  readonly otlpEndpoint: string;
  readonly exportIntervalMs: number;
  readonly seed: number;
  /** When the shop began to fill its volumes; default now. */
  readonly openedMs?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** The shop's own log lines. */
  readonly onOutput: (line: string) => void;
  /** Called when the shop ends without having been asked to. */
  readonly onLost: (why: string) => void;
}

export interface ShopProcess extends ShopReady {
  readonly pid: number;
  readonly url: string;
  setCondition(condition: Partial<ShopCondition>): Promise<void>;
  /** Resolves when the process has ended: asked first, after five seconds killed. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;
/** Lines of its output that an error repeats. */
const LAST_WORDS = 10;

/** Starts the shop in a process of its own and resolves when it answers. It ends with this process, however that ends. */
export async function startShopProcess(options: ShopProcessOptions): Promise<ShopProcess> {
  const { otlpEndpoint, exportIntervalMs, seed, openedMs = Date.now(), env = process.env, onOutput, onLost } = options;
  const child = spawn(process.execPath, [fileURLToPath(new URL('shop/main.ts', import.meta.url))], {
    env: {
      ...env,
      NODE_OPTIONS: '',
      SHOP_HOST: '127.0.0.1',
      SHOP_PORT: '0',
      SHOP_CONTROL_PORT: '0',
      SHOP_SEED: String(seed),
      SHOP_OPENED_MS: String(openedMs),
      OTEL_SERVICE_NAME: 'shop',
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint,
      OTEL_METRIC_EXPORT_INTERVAL: String(exportIntervalMs),
      OTEL_METRIC_EXPORT_TIMEOUT: String(exportIntervalMs),
    },
    // A terminal's Ctrl-C goes to a whole process group: the shop is ended by the demo, in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const lastWords: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream!.setEncoding('utf8').on('data', (text: string) => {
      const lines = text.split('\n').filter(Boolean);
      lastWords.splice(0, lastWords.length + lines.length - LAST_WORDS);
      lastWords.push(...lines.slice(-LAST_WORDS));
      lines.forEach(onOutput);
    });
  }

  let timeout: NodeJS.Timeout | undefined;
  const ready = await new Promise<ShopReady>((resolve, reject) => {
    timeout = setTimeout(() => reject(new Error(`no answer within ${START_TIMEOUT_MS / 1000} s`)), START_TIMEOUT_MS);
    child.once('message', (message) => resolve(message as ShopReady));
    void ended.then((why) => reject(new Error(why)));
  }).catch((error: Error) => {
    child.kill('SIGKILL');
    throw new TidemarkError(
      'TLERR_DEMO_SHOP',
      { reason: [error.message, ...lastWords].join('\n  ') },
      { cause: error },
    );
  });
  clearTimeout(timeout);

  let stopping = false;
  void ended.then((why) => {
    if (!stopping) onLost(why);
  });

  return {
    ...ready,
    pid: child.pid!,
    url: `http://127.0.0.1:${ready.shopPort}`,
    async setCondition(condition) {
      const response = await fetch(`http://127.0.0.1:${ready.controlPort}/condition`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(condition),
        signal: AbortSignal.timeout(STOP_TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`the shop refused ${JSON.stringify(condition)}: ${await response.text()}`);
    },
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(kill);
    },
  };
}
