import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RangeResponse } from '../api/contract/index.ts';
import { runDemo, type RunningDemo } from './index.ts';

const VISITS_PER_SECOND = 20;

const json = async <T>(url: string, init?: RequestInit): Promise<T> => (await fetch(url, init)).json() as Promise<T>;
const temporaryFolders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('tidemark-demo-'));

describe('runDemo', () => {
  let demo: RunningDemo;
  let foldersBefore: string[];
  const said: string[] = [];

  beforeAll(async () => {
    foldersBefore = await temporaryFolders();
    demo = await runDemo({
      say: (line) => said.push(line),
      port: 0,
      otlpPort: 0,
      // An hour: enough to see that history and live traffic meet.
      historyDays: 1 / 24,
      rhythm: () => VISITS_PER_SECOND,
      seed: 1,
    });
  }, 60_000);

  afterAll(async () => {
    await demo.close();
    await expect(fetch(demo.url)).rejects.toThrow();
    await expect(fetch(demo.shopUrl)).rejects.toThrow();
    expect(() => process.kill(demo.shopPid, 0)).toThrow('ESRCH');
    const left = (await temporaryFolders()).filter((name) => !foldersBefore.includes(name));
    expect(left).toEqual([]);
  }, 30_000);

  it('says where everything is and what to try', () => {
    const text = said.join('\n');
    for (const part of [demo.url, demo.shopUrl, demo.otlpUrl, 'press Outage']) expect(text).toContain(part);
  });

  it('goes on from its history with live traffic, without a hole and at the same rate', async () => {
    const liveFromMs = Math.floor(Date.now() / 10_000) * 10_000 + 10_000;
    const steps = await until(async () => {
      const range = await json<RangeResponse>(
        `${demo.url}/api/v1/range?watch=requests&from=now-10m&to=now%2B1m&match=${encodeURIComponent('http.route=""')}&fields=value`,
      );
      const [total] = range.series;
      const times = total?.times ?? [];
      return times.some((timeMs) => timeMs >= liveFromMs) ? { times, values: total!.value! } : null;
    });
    steps.times.forEach((timeMs, i) => i > 0 && expect(timeMs - steps.times[i - 1]!).toBe(10_000));
    for (const value of steps.values) {
      expect(value).toBeGreaterThan(0.6 * VISITS_PER_SECOND);
      expect(value).toBeLessThan(1.4 * VISITS_PER_SECOND);
    }
  }, 60_000);

  it('takes a trouble from the page and gives the shop back', async () => {
    const press = (id: string) =>
      json<{ active: string | null }>(`${demo.url}/demo/troubles/${id}`, { method: 'POST' });
    expect((await press('outage')).active).toBe('outage');
    await expect(fetch(demo.shopUrl)).rejects.toThrow();
    expect((await press('normal')).active).toBeNull();
    expect((await fetch(demo.shopUrl)).status).toBe(200);
    const refused = await fetch(`${demo.url}/demo/troubles/earthquake`, { method: 'POST' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: 'TLERR_BAD_PARAMETER', field: 'id' } });
  });
});

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  const deadlineMs = Date.now() + 50_000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadlineMs) throw new Error('what was awaited did not happen within 50 s');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
