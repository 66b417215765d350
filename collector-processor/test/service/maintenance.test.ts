import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Value } from 'typebox/value';
import { MaintenanceResponse, type ForecastResponse } from '../../src/api/contract/index.ts';
import { toldOfHour, type AgingShop } from '../support/aging-shop.ts';
import { runningService, type RunningService } from '../support/running-service.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday. */
const START_MS = Date.parse('2026-10-05T00:00:00Z');
const dayAt = (day: number): number => START_MS + day * DAY_MS;
const LEAKS_FROM_MS = dayAt(16);
const MENDED_MS = dayAt(25);
/** 2.5 GiB a day from 40: full after 24 days. */
const FULL = 100;
const FULL_MS = dayAt(24);
const WAIT_MS = 120_000;

const shop: AgingShop = {
  startMs: START_MS,
  used: (timeMs) =>
    Math.min(FULL, 40 + (2.5 * (timeMs - START_MS)) / DAY_MS + 0.2 * Math.sin((2 * Math.PI * timeMs) / DAY_MS)),
  // 8 % a day, at the same load, until a release mends it.
  leak: (timeMs) => (timeMs < MENDED_MS ? 1.08 ** Math.max(0, (timeMs - LEAKS_FROM_MS) / DAY_MS) : 1),
};

const disk = {
  ...{ name: 'disk', source: { otlp: { metric: 'shop.disk.used' } }, measure: 'max', unit: 'GiB' },
  ...{ by: ['service.name', 'volume'], limit: { name: 'disk size', value: FULL, lead: ['7d', '1d'] } },
};

describe('predictive maintenance from telemetry', () => {
  let running: RunningService;
  let nowMs = START_MS;
  let toldMs = START_MS;
  afterEach(() => running?.close());

  /** The service is told hour by hour, and its clock goes on with it. */
  async function tellUntil(untilMs: number): Promise<void> {
    for (; toldMs < untilMs; toldMs += HOUR_MS) {
      nowMs = toldMs + HOUR_MS + 30_000;
      const answer = await fetch(`${running.otlpUrl()}/v1/metrics`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(toldOfHour(shop, toldMs)),
      });
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
    }
  }

  async function until(what: string, done: () => Promise<boolean>): Promise<void> {
    for (const endMs = Date.now() + WAIT_MS; Date.now() < endMs; await sleep(200)) if (await done()) return;
    throw new Error(`not within ${WAIT_MS} ms: ${what}; ${JSON.stringify(await maintenance())}`);
  }

  const get = async (path: string) => (await running.call('GET', path)).body;
  const maintenance = async () => (await get('/api/v1/maintenance')) as MaintenanceResponse;
  async function metric(name: string): Promise<number> {
    const page = await (await fetch(`${running.apiUrl()}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1]);
  }
  const OF_DISK = 'limit="disk size",service_name="shop",volume="orders",watch="disk"';
  const OF_LATENCY = 'quantile="0.95",service_name="shop",watch="latency"';

  it('comes to warnings of a disk that fills and of a service that gets slower, and both end as they should', async () => {
    running = await runningService({ defaults: { step: '1h', close_after: '1s' }, watches: [disk] }, () => nowMs);
    await tellUntil(dayAt(20));
    await until('a warning of each kind', async () => {
      const { warnings, degradations } = await maintenance();
      return (warnings[0]?.updatedMs ?? 0) >= dayAt(20) && degradations.length > 0;
    });

    const told = await maintenance();
    expect(Value.Check(MaintenanceResponse, told)).toBe(true);
    const [warning] = told.warnings;
    expect(warning).toMatchObject({ watch: 'disk', leadMs: 7 * DAY_MS, closedMs: null });
    expect(Math.abs(warning!.crossesAtMs! - FULL_MS)).toBeLessThanOrEqual(6 * HOUR_MS);
    // How much it grows in a week is told of its level then, which follows when the forecast was made.
    expect(warning!.sentence).toMatch(
      /^disk of shop orders reaches disk size \(100 GiB\) on \w+ 2[89] Oct, \d\d:00 ± \d+ h; the level grows (1[7-9]|2[0-4]) % a week; raise disk size/,
    );
    const [worse] = told.degradations;
    expect(worse).toMatchObject({ watch: 'latency', shape: 'drift', closedMs: null });
    expect(Math.abs(worse!.sinceMs - LEAKS_FROM_MS)).toBeLessThanOrEqual(DAY_MS);
    expect(worse!.sentence).toMatch(/^p95 latency of shop rises [5-9](\.\d)? % a day at the same load since /);
    expect(told.degradations).toHaveLength(1);

    // The next step carries them out; what was told outlasts a restart.
    await running.restart();
    await tellUntil(dayAt(20) + 2 * HOUR_MS);
    await until('the metrics', async () => (await metric(`tidemark_time_to_limit{${OF_DISK}}`)) > 0);
    const leftMs = 1000 * (await metric(`tidemark_time_to_limit{${OF_DISK}}`));
    expect(Math.abs(leftMs - (FULL_MS - toldMs))).toBeLessThanOrEqual(8 * HOUR_MS);
    expect(await metric(`tidemark_limit_probability{lead="7d",${OF_DISK}}`)).toBeGreaterThan(0.9);
    expect(await metric(`tidemark_limit_probability{lead="1d",${OF_DISK}}`)).toBeLessThan(0.1);
    const share = await metric(`tidemark_degradation{${OF_LATENCY}}`);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.45);
    expect(await metric('tidemark_degradation{service_name="shop",watch="errors"}')).toBe(0);
    expect([await metric('tidemark_maintenance_open'), await metric('tidemark_degradation_open')]).toEqual([1, 1]);
    const { series } = (await get('/api/v1/forecast?watch=disk')) as ForecastResponse;
    expect(series[0]!.upper.at(-1)! - series[0]!.lower.at(-1)!).toBeGreaterThan(0);

    await tellUntil(dayAt(24.5));
    await until('the disk to be full', async () => (await maintenance()).warnings[0]?.closedBecause === 'reached');
    const [came] = (await maintenance()).warnings;
    expect(came).toMatchObject({ id: warning!.id, openedMs: warning!.openedMs });
    expect(Math.abs(came!.reachedAtMs! - FULL_MS)).toBeLessThanOrEqual(HOUR_MS);
    expect(Math.abs(came!.firstCrossesAtMs! - FULL_MS)).toBeLessThanOrEqual(12 * HOUR_MS);

    await tellUntil(dayAt(28));
    await until('the service to be well', async () => {
      const { degradations } = await maintenance();
      return degradations[0]?.closedBecause === 'recovered';
    });
    expect((await maintenance()).degradations).toMatchObject([{ id: worse!.id }]);
    await tellUntil(dayAt(28) + 2 * HOUR_MS);
    await until('the metrics', async () => (await metric(`tidemark_degradation{${OF_LATENCY}}`)) === 0);
    expect([await metric('tidemark_maintenance_open'), await metric('tidemark_degradation_open')]).toEqual([0, 0]);
    expect((await maintenance()).warnings).toHaveLength(1);
  }, 600_000);
});
