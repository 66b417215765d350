import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { createRandom } from '../../src/random.ts';
import { setClock, startByClockFile, type ClockedProcess } from '../support/clocked-process.ts';

/** TIDEMARK_KILLS=20 for the long run; each takes a start of the process. */
const KILLS = Number(process.env.TIDEMARK_KILLS ?? 3);
const STEP_MS = 10_000;
const STEPS = 400;
const START_MS = Date.UTC(2026, 10, 2);

const folders: string[] = [];
const processes: ClockedProcess[] = [];
afterEach(async () => {
  for (const one of processes.splice(0)) await one.end('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function start(folder: string): Promise<ClockedProcess> {
  const started = await startByClockFile(folder);
  processes.push(started);
  return started;
}

/** Every stored step after a run in which the process is killed after so many requests, each repeated until it is taken. */
async function stored(killAfter: ReadonlySet<number>, random: () => number): Promise<unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-load-'));
  folders.push(folder);
  await writeFile(
    join(folder, 'tidemark.yaml'),
    `otlp: { port: 0, grpc: { enabled: false } }
api: { port: 0 }
storage: { path: data, checkpoint_interval: 1s }
telemetry: { enabled: false }
http_watches: { enabled: false }
defaults: { step: 10s }
watches:
  - { name: orders, source: { otlp: { metric: shop.orders } }, measure: rate, by: [region] }
`,
  );
  await setClock(folder, START_MS);
  let running = await start(folder);
  let total = 0;
  for (let i = 0; i <= STEPS; i++) {
    total += i < 300 || i > 320 ? 600 + Math.round(100 * Math.sin(i / 5)) : 0;
    const body = JSON.stringify(request(START_MS + i * STEP_MS, total));
    await setClock(folder, START_MS + i * STEP_MS + 1000);
    if (killAfter.has(i)) {
      // In the middle of the request: whether it was taken is not known.
      setTimeout(() => running.child.kill('SIGKILL'), random() * 4);
      const ended = once(running.child, 'exit');
      await post(running.otlp, body);
      await ended;
      running = await start(folder);
    }
    while (!(await post(running.otlp, body))) await sleep(20);
  }
  await running.end('SIGTERM');
  const db = new DatabaseSync(join(folder, 'data', 'tidemark.db'));
  const rows = db.prepare('SELECT * FROM steps ORDER BY step_ms').all();
  db.close();
  return rows;
}

async function post(otlp: string, body: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${otlp}/v1/metrics`, { method: 'POST', headers, body }).then(
    (answer) => answer.ok,
    () => false,
  );
}

function request(timeMs: number, asDouble: number) {
  const point = {
    attributes: [{ key: 'region', value: { stringValue: 'eu' } }],
    startTimeUnixNano: `${START_MS - STEP_MS}000000`,
    timeUnixNano: `${timeMs}000000`,
    asDouble,
  };
  const sum = { aggregationTemporality: 2, isMonotonic: true, dataPoints: [point] };
  return { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'shop.orders', sum }] }] }] };
}

it(`killed ${KILLS} times at random moments, it scores as if it had never been`, async () => {
  const random = createRandom(7);
  const undisturbed = await stored(new Set(), random);
  expect(undisturbed.length).toBeGreaterThan(STEPS - 5);
  const killAfter = new Set(Array.from({ length: KILLS }, (_, i) => Math.floor(((i + random()) * STEPS) / KILLS)));
  expect(await stored(killAfter, random)).toEqual(undisturbed);
}, 600_000);
