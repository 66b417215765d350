import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { smallPrometheus, type SmallPrometheus } from '../../../test/support/small-prometheus.ts';
import { settingsOf } from '../../config/load-config.ts';
import { closePulled } from '../../pipeline/commands/handlers.ts';
import { createEngine } from '../../pipeline/engine.ts';
import type { Engine, StepReport } from '../../pipeline/types.ts';
import { SILENT_TELEMETRY } from '../../telemetry/index.ts';
import { createPuller, type Puller } from './puller.ts';
import { createSource } from './source.ts';

const EXPR = 'sum(rate(hits[2m]))';
const MINUTE_MS = 60_000;
const NOW_MS = Date.parse('2026-11-21T08:00:20Z');
/** Steps end on the minute and are asked for 15 s later: that of 07:59 is the newest. */
const NEWEST_MS = Date.parse('2026-11-21T07:59:00Z');

describe('pulling a watch', () => {
  let prometheus: SmallPrometheus;
  let puller: Puller;
  let nowMs: number;
  let engine: Engine;
  let reports: StepReport[];
  beforeEach(async () => {
    prometheus = await smallPrometheus();
    prometheus.series[EXPR] = [{ metric: { route: '/' }, value: (seconds) => seconds % 600 }];
    nowMs = NOW_MS;
    reports = [];
    engine = undefined as unknown as Engine;
  });
  afterEach(async () => {
    await puller.stop();
    await prometheus.close();
  });

  function start({ history = '2h', maxPoints = 50 } = {}) {
    const { watches, sources } = settingsOf({
      http_watches: { enabled: false },
      sources: [{ name: 'prom', url: prometheus.url, history, max_points: maxPoints, timeout: '1s' }],
      watches: [{ name: 'hits', source: { promql: EXPR } }],
    });
    const [watch] = watches;
    if (watch?.source.kind !== 'promql') throw new Error('no PromQL watch');
    engine ??= createEngine({ watches });
    puller = createPuller({
      watch: { ...watch, source: watch.source },
      source: createSource({ settings: sources[0]!, clock: () => nowMs, telemetry: SILENT_TELEMETRY, random: () => 0 }),
      engine,
      take: async (pulled) => void reports.push(...closePulled(engine, pulled)),
      clock: () => nowMs,
      random: () => 0,
      onTurn: () => {},
    });
  }
  const until = async (done: () => boolean) => {
    for (let i = 0; i < 500 && !done(); i++) await sleep(10);
    expect(done()).toBe(true);
  };
  const caughtUp = () => engine.lastStepMs('hits') === NEWEST_MS;

  it('takes the whole history, oldest first, in pieces that its source allows', async () => {
    start();
    await until(caughtUp);
    const starts = reports.map(({ step }) => step.stepStartMs);
    expect(starts).toEqual(Array.from({ length: 120 }, (_, k) => NEWEST_MS - (119 - k) * MINUTE_MS));
    for (const { start: from, end, step } of prometheus.asked) {
      expect((end - from) / step).toBeLessThanOrEqual(50);
      expect([from % 60, end % 60, step]).toEqual([0, 0, 60]);
    }
    expect(puller.status()).toMatchObject({ state: 'live', progress: 1, lastError: null });
  });

  it('never asks for more points at once than the 11,000 that Prometheus answers', async () => {
    start({ history: '10d', maxPoints: 11_000 });
    await until(caughtUp);
    const points = prometheus.asked.map(({ start: from, end, step }) => (end - from) / step + 1);
    expect(Math.max(...points)).toBeGreaterThan(1_440);
    expect(Math.max(...points)).toBeLessThanOrEqual(11_000);
    expect(reports).toHaveLength(10 * 1_440);
    expect(puller.status()).toMatchObject({ state: 'live', lastError: null });
  });

  it('gives a step the value that the expression has at its end', async () => {
    start({ history: '10m' });
    await until(caughtUp);
    const { step } = reports.at(-1)!;
    expect(step.series[0]!.labels).toEqual({ route: '/' });
    expect(step.columns.value[0]).toBe(((NEWEST_MS + MINUTE_MS) / 1000) % 600);
  });

  it('asks again for the last steps, and revises them by what was stored late', async () => {
    let late = 5;
    prometheus.series[EXPR] = [{ metric: {}, value: () => late }];
    start({ history: '10m' });
    await until(caughtUp);
    late = 7;
    nowMs += MINUTE_MS;
    await puller.stop();
    // A puller that starts anew goes on from what the engine has.
    start();
    await until(() => engine.lastStepMs('hits') === NEWEST_MS + MINUTE_MS);
    nowMs += MINUTE_MS;
    await puller.stop();
    start();
    await until(() => engine.lastStepMs('hits') === NEWEST_MS + 2 * MINUTE_MS);
    const steps = reports.filter(({ step }) => step.revision === 0).map(({ step }) => step.stepStartMs);
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('goes on where it was after its source was gone, and says so meanwhile', async () => {
    start({ history: '10m' });
    await until(caughtUp);
    await puller.stop();
    prometheus.trouble = { status: 503, body: { status: 'error', errorType: 'unavailable', error: 'starting' } };
    nowMs += 30 * MINUTE_MS;
    start();
    await until(() => puller.status().state === 'failing');
    expect(puller.status().lastError).toMatchObject({ error: { code: 'TLERR_SOURCE_UNREACHABLE' } });
    expect(engine.lastStepMs('hits')).toBe(NEWEST_MS);
    prometheus.trouble = null;
    await until(() => engine.lastStepMs('hits') === NEWEST_MS + 30 * MINUTE_MS);
    expect(reports.map(({ step }) => step.stepStartMs)).toEqual([
      ...new Set(reports.map(({ step }) => step.stepStartMs)),
    ]);
  });

  it('leaves out the steps in which the source itself was not there, and counts those in which the series was not', async () => {
    const gone = (fromMin: number, toMin: number) => (seconds: number) => {
      const minute = (seconds * 1000 - NEWEST_MS) / MINUTE_MS;
      return minute > fromMin && minute <= toMin ? null : 10;
    };
    // Of the last hour: the source was down for ten minutes, later the series alone for five.
    prometheus.series['count(up)'] = [{ metric: {}, value: gone(-40, -30) }];
    prometheus.series[EXPR] = [{ metric: {}, value: (seconds) => gone(-40, -30)(seconds) && gone(-15, -10)(seconds) }];
    start({ history: '1h', maxPoints: 1000 });
    await until(caughtUp);
    const minutes = reports.map(({ step }) => (step.stepStartMs - NEWEST_MS) / MINUTE_MS);
    const absent = reports
      .filter(({ step }) => Number.isNaN(step.columns.value[0]))
      .map(({ step }) => (step.stepStartMs - NEWEST_MS) / MINUTE_MS);
    expect(minutes.filter((minute) => minute >= -40 && minute < -30)).toEqual([]);
    expect(absent).toEqual([-15, -14, -13, -12, -11]);
  });

  it('asks for less when an answer would be too much', async () => {
    prometheus.trouble = {
      status: 422,
      body: { status: 'error', errorType: 'execution', error: 'would load too many samples' },
    };
    start({ maxPoints: 1000 });
    await until(() => prometheus.asked.length >= 4);
    const asked = prometheus.asked.slice(0, 4).map(({ start: from, end }) => (end - from) / 60 + 1);
    expect(asked).toEqual([120, 60, 30, 15]);
    prometheus.trouble = null;
    await until(caughtUp);
  });
});
