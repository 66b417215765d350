import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly api: string;
  readonly otlp: string;
  readonly log: () => string;
}

describe('a process that is killed', () => {
  let folder: string;
  const running: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-kill-'));
    await writeFile(
      join(folder, 'tidemark.yaml'),
      `otlp: { port: 0 }\napi: { port: 0 }\nstorage: { path: ${join(folder, 'data')}, checkpoint_interval: 1s }\n`,
    );
  });
  afterEach(async () => {
    for (const child of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<Running> {
    const child = spawn(process.execPath, [MAIN, 'serve', '--config', join(folder, 'tidemark.yaml')]);
    running.push(child);
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const addressOf = (name: string) => new RegExp(`^${name}\\s+(http\\S+)$`, 'm').exec(log)?.[1];
    await until(() => addressOf('workbench') !== undefined || child.exitCode !== null);
    const [api, otlp] = [addressOf('workbench'), addressOf('OTLP/HTTP')];
    if (api === undefined || otlp === undefined) throw new Error(`tidemark did not start:\n${log}`);
    return { child, api, otlp, log: () => log };
  }

  async function gauge(api: string, name: string): Promise<number> {
    const page = await (await fetch(`${api}/metrics`)).text();
    return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(page)?.[1]);
  }

  it('serves again within seconds, with what the last checkpoint held, and says how old that is', async () => {
    const first = await start();
    expect(first.log()).toContain('no checkpoint');
    const answer = await fetch(`${first.otlp}/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request(Date.now())),
    });
    expect(answer.status).toBe(200);
    await until(async () => (await gauge(first.api, 'tidemark_intake_streams')) === 1);
    // A checkpoint that is younger than the request.
    await sleep(1500);
    await until(async () => (await gauge(first.api, 'tidemark_checkpoint_age_seconds')) < 1.4);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const startedMs = Date.now();
    const second = await start();
    expect((await fetch(`${second.api}/readyz`)).status).toBe(200);
    expect(Date.now() - startedMs).toBeLessThan(15_000);
    expect(second.log()).toMatch(/went on from a checkpoint that is \d+ s old/);
    expect(await gauge(second.api, 'tidemark_intake_streams')).toBe(1);
  }, 60_000);

  it('starts, and says why, when its checkpoint is damaged', async () => {
    const first = await start();
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    for (const name of ['checkpoint.bin', 'checkpoint.bin.previous'])
      await writeFile(join(folder, 'data', name), 'damaged');
    const second = await start();
    expect(second.log()).toContain('no checkpoint can be read');
    expect((await fetch(`${second.api}/readyz`)).status).toBe(200);
  }, 60_000);
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 50) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error('waited for 30 s in vain');
}

/** One cumulative stream that a zero-configuration watch takes. */
function request(nowMs: number) {
  const nanos = (ms: number) => `${ms}000000`;
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  return {
    resourceMetrics: [
      {
        resource: { attributes: [text('service.name', 'shop')] },
        scopeMetrics: [
          {
            metrics: [
              {
                name: 'http.server.request.duration',
                unit: 's',
                histogram: {
                  aggregationTemporality: 2,
                  dataPoints: [
                    {
                      attributes: [text('http.route', '/cart')],
                      startTimeUnixNano: nanos(nowMs - 60_000),
                      timeUnixNano: nanos(nowMs),
                      count: '10',
                      sum: 1,
                      explicitBounds: [0.1, 1],
                      bucketCounts: ['5', '5', '0'],
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  };
}
