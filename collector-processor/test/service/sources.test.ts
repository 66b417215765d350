import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WatchDetail } from '../../src/api/contract/index.ts';
import { otlpReceiver } from '../support/otlp-receiver.ts';
import { runningService, type RunningService } from '../support/running-service.ts';
import { smallPrometheus, type SmallPrometheus } from '../support/small-prometheus.ts';

const HISTORY_MS = 2 * 86_400_000;
const WAIT_MS = 60_000;
/** The last ten minutes are sent as news in any case; what is older than this can only have been written back. */
const LIVE_MS = 700_000;

describe('watches that are pulled, in a whole service', () => {
  let good: SmallPrometheus;
  let slow: SmallPrometheus;
  let receiver: Awaited<ReturnType<typeof otlpReceiver>>;
  let running: RunningService;
  let startedMs: number;

  beforeEach(async () => {
    good = await smallPrometheus();
    slow = await smallPrometheus();
    receiver = await otlpReceiver();
    startedMs = Date.now();
    const lowFromS = (startedMs - 60_000) / 1000;
    // Steady for two days; nothing at all since a minute ago.
    good.series['hits'] = [
      { metric: { route: '/' }, value: (s) => (s >= lowFromS ? 0 : 100 + 3 * Math.sin(s * 12.9898)) },
    ];
  });
  afterEach(async () => {
    await running?.close();
    await receiver.close();
    await Promise.all([good.close(), slow.close()]);
  });

  const start = async (writeBack: boolean) => {
    const source = { history: '2d', delay: '0s' } as const;
    running = await runningService({
      http_watches: { enabled: false },
      export: { otlp: { endpoint: receiver.endpoint } },
      sources: [
        { name: 'good', url: good.url, write_back: writeBack, ...source },
        { name: 'slow', url: slow.url, timeout: '1s', ...source },
      ],
      watches: [
        { name: 'hits', source: { promql: 'hits', from: 'good' }, measure: 'rate', step: '10s' },
        { name: 'stuck', source: { promql: 'hits', from: 'slow' }, step: '10s' },
      ],
    });
  };
  const detail = async (name: string) => (await running.call('GET', `/api/v1/watches/${name}`)).body as WatchDetail;
  const until = async (what: string, done: () => boolean | Promise<boolean>) => {
    for (const endMs = Date.now() + WAIT_MS; Date.now() < endMs; await sleep(100)) if (await done()) return;
    throw new Error(`not within ${WAIT_MS} ms: ${what}`);
  };
  const live = () => until('hits to be live', async () => (await detail('hits')).pull?.state === 'live');
  const points = (name: string) =>
    receiver.requests.flatMap((request) => request.points).filter((one) => one.name === name);
  const newStep = () => points('tidemark.score').filter(({ timeMs }) => timeMs > startedMs);

  it('write their history back where the source says so, each step once, and go on with what is new', async () => {
    await start(true);
    await live();
    await until('a new step to be sent', () => newStep().length > 0);
    const old = points('tidemark.upper').filter(({ timeMs }) => timeMs < startedMs - LIVE_MS);
    expect(old.length).toBeGreaterThan((0.9 * HISTORY_MS) / 10_000);
    expect(new Set(old.map(({ timeMs }) => timeMs)).size).toBe(old.length);
    expect(old.every(({ attributes }) => attributes['route'] === '/')).toBe(true);
  }, 150_000);

  it('send nothing of their history otherwise', async () => {
    await start(false);
    await live();
    await until('a new step to be sent', () => newStep().length > 0);
    expect(points('tidemark.score').filter(({ timeMs }) => timeMs < startedMs - LIVE_MS)).toEqual([]);
  }, 150_000);

  it('are held up by no other source, and what is muted is exported as not anomalous', async () => {
    slow.trouble = { delayMs: 5_000 };
    await start(false);
    await live();
    await until('stuck to say so', async () => (await detail('stuck')).watch.state === 'failing');
    expect(await detail('stuck')).toMatchObject({ pull: { lastError: { code: 'TLERR_SOURCE_TIMEOUT' } } });

    const anomalous = () =>
      points('tidemark.anomalous').filter(
        ({ attributes }) => attributes['watch'] === 'hits' || attributes['tidemark.watch'] === 'hits',
      );
    await until('the outage to be exported', () => anomalous().some(({ value }) => value === 1));
    expect((await running.call('POST', '/api/v1/watches/hits/mute', { reason: 'works' })).status).toBe(200);
    const mutedMs = Date.now();
    await until('a step after the mute', () => anomalous().some(({ timeMs }) => timeMs > mutedMs));
    expect(
      anomalous()
        .filter(({ timeMs }) => timeMs > mutedMs)
        .every(({ value }) => value === 0),
    ).toBe(true);
    // What is measured and how far off it is is told all the same.
    expect(points('tidemark.score').some(({ timeMs, value }) => timeMs > mutedMs && value > 1)).toBe(true);

    expect((await running.call('DELETE', '/api/v1/watches/hits/mute')).status).toBe(200);
    const liftedMs = Date.now();
    await until('the outage again', () => anomalous().some(({ timeMs, value }) => timeMs > liftedMs && value === 1));
  }, 240_000);
});
