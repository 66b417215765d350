import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { createRandom } from '../../src/random.ts';
import { setClock, startByClockFile, type ClockedProcess } from '../support/clocked-process.ts';

/** TIDEMARK_KILLS=20 for the long run; a start of the process takes its ten seconds until the slow lane looks. */
const KILLS = Number(process.env.TIDEMARK_KILLS ?? 3);
const STEP_MS = 300_000;
const START_MS = Date.UTC(2026, 10, 2);
/** Enough to learn from, and more than the day that tide takes. */
const LEARNED = 800;
const SCORED = 30;
/** When a process is killed. */
const MOMENTS = [
  'while its model is in the store and maybe not in place',
  'while it trains',
  'while it scores',
] as const;

const folders: string[] = [];
let running: ClockedProcess | null = null;
afterEach(async () => {
  await running?.end('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-install-'));
  folders.push(folder);
  return folder;
}

const configure = (folder: string, detector: string): Promise<void> =>
  writeFile(
    join(folder, 'tidemark.yaml'),
    `otlp: { port: 0, grpc: { enabled: false } }
api: { port: 0 }
storage: { path: data, checkpoint_interval: 1s }
telemetry: { enabled: false }
http_watches: { enabled: false }
learn: { cpu_share: 1 }
watches:
  - { name: load, source: { otlp: { metric: load } }, measure: last, step: 5m, detector: ${detector} }
`,
  );

async function start(folder: string): Promise<ClockedProcess> {
  return (running = await startByClockFile(folder, 240_000));
}

async function send({ otlp }: ClockedProcess, folder: string, step: number): Promise<boolean> {
  const timeMs = START_MS + step * STEP_MS;
  await setClock(folder, timeMs + 1000);
  const noise = createRandom(step + 1);
  const asDouble = 100 + 40 * Math.sin((2 * Math.PI * step) / 288) + 5 * noise() + (step % 97 === 0 ? 60 : 0);
  const gauge = { dataPoints: [{ timeUnixNano: `${timeMs}000000`, asDouble }] };
  const body = JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'load', gauge }] }] }] });
  return fetch(`${otlp}/v1/metrics`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** What the API says of the one series. */
async function modelOf({ api }: ClockedProcess) {
  const answer = await fetch(new URL('/api/v1/models?watch=load', api));
  const { series } = (await answer.json()) as { series: { uses: string[]; versions: unknown[]; training: unknown }[] };
  return series[0]!;
}
type Model = Awaited<ReturnType<typeof modelOf>>;

async function until(of: ClockedProcess, reached: (model: Model) => boolean): Promise<void> {
  while (!reached(await modelOf(of))) await sleep(3);
}
const inPlace = ({ uses }: Model): boolean => uses.join() === 'isolation-forest';

/** A folder in which tide alone has scored what a model can be learned from. */
async function learned(): Promise<string> {
  const folder = await newFolder();
  await configure(folder, 'tide');
  await setClock(folder, START_MS);
  const service = await start(folder);
  for (let step = 0; step < LEARNED; step++) expect(await send(service, folder, step)).toBe(true);
  await service.end('SIGTERM');
  await configure(folder, 'isolation-forest');
  return folder;
}

/** What is stored after a model was trained and scored for some steps, of a process that was killed at these moments. */
async function scored(from: string, moments: readonly (typeof MOMENTS)[number][], random: () => number) {
  const folder = await newFolder();
  await cp(from, folder, { recursive: true });
  let service = await start(folder);
  async function killed(): Promise<void> {
    await service.end('SIGKILL');
    service = await start(folder);
  }
  for (const moment of moments) {
    if (moment === 'while it scores') continue;
    const trains = moment === 'while it trains';
    await until(service, ({ training, versions }) => (trains && training !== null) || versions.length > 0);
    await sleep(random() * (trains ? 500 : 30));
    await killed();
  }
  await until(service, inPlace);
  let kills = moments.filter((moment) => moment === 'while it scores').length;
  for (let step = LEARNED; step < LEARNED + SCORED; step++) {
    if (kills > 0 && random() < (2 * kills) / SCORED) {
      kills--;
      setTimeout(() => service.child.kill('SIGKILL'), random() * 4);
      const ended = once(service.child, 'exit');
      await send(service, folder, step);
      await ended;
      service = await start(folder);
      expect(inPlace(await modelOf(service))).toBe(true);
    }
    while (!(await send(service, folder, step))) await sleep(20);
  }
  await service.end('SIGTERM');
  const db = new DatabaseSync(join(folder, 'data', 'tidemark.db'));
  const rows = db.prepare('SELECT * FROM steps ORDER BY step_ms').all();
  db.close();
  return rows;
}

it(`killed ${KILLS} times around the moment at which a model begins to score, it scores as if it had never been`, async () => {
  const random = createRandom(5);
  const from = await learned();
  const undisturbed = await scored(from, [], random);
  expect(undisturbed).toHaveLength(LEARNED + SCORED - 1);
  const moments = Array.from({ length: KILLS }, (_, i) => MOMENTS[i % MOMENTS.length]!);
  expect(await scored(from, moments, random)).toEqual(undisturbed);
}, 900_000);
