import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStore } from '../../src/store/index.ts';
import { STORED_COLUMNS } from '../../src/store/steps-table.ts';
import { setClock, startByClockFile, type ClockedProcess } from './clocked-process.ts';
import type { Signal } from './weighed-requests.ts';

interface Request {
  /** Default metrics. */
  readonly signal?: Signal;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** What a service is told: at step i the requests of i, sent one after another. */
export interface Told {
  /** tidemark.yaml; its `storage.path` is `data`. */
  readonly config: string;
  readonly startMs: number;
  readonly stepMs: number;
  readonly steps: number;
  readonly contentType: 'application/json' | 'application/x-protobuf';
  requestsOf(step: number): readonly Request[];
}

const folders: string[] = [];
const processes: ClockedProcess[] = [];

/** Ends and removes whatever runs left. */
export async function cleanUp(): Promise<void> {
  for (const one of processes.splice(0)) await one.end('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

async function start(folder: string): Promise<ClockedProcess> {
  const started = await startByClockFile(folder, 240_000);
  processes.push(started);
  return started;
}

/**
 * Every stored step (and a row for each that was revised) of a service that is killed (kill -9) in the middle of the last
 * request of these steps, each request repeated until it is taken (so the last one must be of totals: spans and log records
 * that are sent twice count twice).
 */
export async function storedSteps(
  { config, startMs, stepMs, steps, contentType, requestsOf }: Told,
  killAt: ReadonlySet<number>,
  random: () => number,
): Promise<unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-load-'));
  folders.push(folder);
  await writeFile(join(folder, 'tidemark.yaml'), config);
  await setClock(folder, startMs);
  let running = await start(folder);
  const post = ({ signal = 'metrics', body }: Request): Promise<boolean> =>
    fetch(`${running.otlp}/v1/${signal}`, { method: 'POST', headers: { 'content-type': contentType }, body }).then(
      (answer) => answer.ok,
      () => false,
    );
  for (let step = 0; step <= steps; step++) {
    await setClock(folder, startMs + step * stepMs + 1000);
    const requests = requestsOf(step);
    for (const [i, request] of requests.entries()) {
      if (killAt.has(step) && i === requests.length - 1) {
        // In the middle of the request: whether it was taken is not known.
        setTimeout(() => running.child.kill('SIGKILL'), random() * 4);
        const ended = once(running.child, 'exit');
        await post(request);
        await ended;
        running = await start(folder);
      }
      while (!(await post(request))) await sleep(20);
    }
  }
  await running.end('SIGTERM');
  return allSteps(join(folder, 'data', 'tidemark.db'));
}

/** Every step of every series, wherever it stands, and which of them were revised. */
function allSteps(path: string): unknown[] {
  const store = createStore({ path, retention: { stepsMs: Infinity, incidentsMs: Infinity } });
  const db = new DatabaseSync(path, { readOnly: true });
  const revised = db.prepare('SELECT series_id, step_ms, revision FROM steps WHERE revision > 0').all();
  const watches = db.prepare('SELECT DISTINCT watch FROM series ORDER BY watch').all();
  const rows = watches.flatMap(({ watch }) => {
    const seriesIds = store.series(String(watch)).map(({ id }) => id);
    const ranges = store.range({ watch: String(watch), seriesIds, fromMs: 0, toMs: Infinity });
    return ranges.flatMap(({ series, times, columns }) =>
      times.map((timeMs, i) => [series.id, timeMs, ...STORED_COLUMNS.map((name) => columns[name][i])]),
    );
  });
  db.close();
  store.close();
  return [...rows, ...revised];
}
