import { afterEach, describe, expect, it } from '@jest/globals';
import { accept, otlpReceiver } from '../../../test/support/otlp-receiver.ts';
import { incident, stepReport } from '../../../test/support/step-report.ts';
import { createOtlpDelivery, type OtlpDelivery, type OtlpDeliveryOptions } from './otlp-delivery.ts';

const START_MS = 1_000_000_020_000;
const SHOP = { 'service.name': 'shop', 'http.route': '/cart' };

let receiver: Awaited<ReturnType<typeof otlpReceiver>>;
let delivery: OtlpDelivery;
let warnings: unknown[];

async function start(answer: Parameters<typeof otlpReceiver>[0] = accept, options: Partial<OtlpDeliveryOptions> = {}) {
  receiver = await otlpReceiver(answer);
  warnings = [];
  delivery = createOtlpDelivery({
    endpoint: receiver.endpoint,
    headers: {},
    timeoutMs: 10_000,
    queueSize: 100,
    policy: 'bands',
    maxSeries: 1000,
    logger: { info: () => undefined, warn: (...words: unknown[]) => void warnings.push(words) },
    ...options,
  });
}

afterEach(async () => {
  await delivery.close(0);
  await receiver.close();
});

/** Metrics of one series under the policy `bands`. */
const METRICS = 12;

describe('what is sent', () => {
  it('is one gauge a metric without a unit, at the time of the step, with watch and labels unchanged', async () => {
    await start(accept, { headers: { authorization: 'Bearer secret' } });
    delivery.offer(
      stepReport({ stepStartMs: START_MS, rows: [{ labels: SHOP, value: 4, score: 1.2, direction: -1 }] }),
    );
    await delivery.flush();

    const [request] = receiver.requests;
    expect(request?.headers).toMatchObject({ authorization: 'Bearer secret', 'content-encoding': 'gzip' });
    expect(request?.resource).toEqual({ 'service.name': 'tidemark' });
    const point = (name: string, value: number) => ({
      name,
      unit: '',
      timeMs: START_MS,
      attributes: { watch: 'requests', ...SHOP },
      value,
    });
    expect(request?.points).toEqual([
      point('tidemark.value', 4),
      point('tidemark.expected', 10),
      point('tidemark.lower', 5),
      point('tidemark.upper', 15),
      point('tidemark.typical.lower', 8),
      point('tidemark.typical.upper', 12),
      point('tidemark.score', 1.2),
      point('tidemark.change', 0),
      point('tidemark.direction', -1),
      point('tidemark.anomalous', 1),
      point('tidemark.severity', 0),
      point('tidemark.class', 0),
    ]);
    expect(delivery.stats()).toMatchObject({ exportedPoints: METRICS, queuedRequests: 0, retries: 0 });
  });

  it('has no point where there is no value, but score, anomalous and severity of an absent step', async () => {
    await start();
    const row = { labels: SHOP, value: NaN, score: 3, severity: 80, direction: -1, incident: incident() };
    delivery.offer(stepReport({ stepStartMs: START_MS, rows: [row] }));
    await delivery.flush();
    const values = Object.fromEntries(receiver.requests[0]!.points.map(({ name, value }) => [name, value]));
    expect(values).not.toHaveProperty(['tidemark.value']);
    expect(values).toMatchObject({ 'tidemark.score': 3, 'tidemark.anomalous': 1, 'tidemark.severity': 80 });
  });

  it('holds anomalous at 1 while an incident is open and leaves it 0 while learning', async () => {
    await start(accept, { policy: 'scores' });
    const rows = [
      { labels: { route: '/open' }, score: 0.2, incident: incident() },
      { labels: { route: '/learning' }, score: 5, learning: true },
      { labels: { route: '/out' }, score: 1.01 },
      { labels: { route: '/in' }, score: 1 },
    ];
    delivery.offer(stepReport({ stepStartMs: START_MS, rows }));
    await delivery.flush();
    const points = receiver.requests[0]!.points;
    const anomalous = points.filter(({ name }) => name === 'tidemark.anomalous');
    expect(anomalous.map(({ attributes, value }) => [attributes.route, value])).toEqual([
      ['/open', 1],
      ['/learning', 0],
      ['/out', 1],
      ['/in', 0],
    ]);
    expect(new Set(points.map(({ name }) => name)).size).toBe(6);
  });

  it('joins what is offered at once, splits what is large, and leaves revisions out', async () => {
    await start();
    const rows = Array.from({ length: 900 }, (_, i) => ({ labels: { route: `/${i}` } }));
    delivery.offer(stepReport({ watch: 'errors', stepStartMs: START_MS, rows: [{ id: 5000, labels: {} }] }));
    delivery.offer(stepReport({ watch: 'latency', stepStartMs: START_MS, rows: [{ id: 5001, labels: {} }] }));
    delivery.offer(stepReport({ stepStartMs: START_MS, rows }));
    delivery.offer(stepReport({ stepStartMs: START_MS, revision: 1, rows }));
    await delivery.flush();
    expect(receiver.requests.map(({ points }) => points.length)).toEqual([
      2 * METRICS,
      333 * METRICS,
      333 * METRICS,
      234 * METRICS,
    ]);
  });

  it('sends forecasts only under the policy all', async () => {
    await start(accept, { policy: 'all' });
    const report = stepReport({ stepStartMs: START_MS, rows: [{ labels: SHOP }] });
    const column = { name: 'tidemark.forecast.expected', description: '', attributes: { horizon: '1h' }, values: [12] };
    delivery.offer(report);
    delivery.offerForecast({
      watch: 'requests',
      timeMs: START_MS,
      part: 0,
      series: report.step.series,
      columns: [column],
    });
    await delivery.flush();
    expect(receiver.requests[0]!.points.at(-1)).toEqual({
      name: 'tidemark.forecast.expected',
      unit: '',
      timeMs: START_MS,
      attributes: { watch: 'requests', horizon: '1h', ...SHOP },
      value: 12,
    });
  });

  it('leaves out series beyond the cap and says how many', async () => {
    await start(accept, { maxSeries: 1 });
    delivery.offer(
      stepReport({ stepStartMs: START_MS, rows: [{ labels: { route: '/a' } }, { labels: { route: '/b' } }] }),
    );
    await delivery.flush();
    expect(new Set(receiver.requests[0]!.points.map(({ attributes }) => attributes.route))).toEqual(new Set(['/a']));
    expect(delivery.stats().omittedSeries).toBe(1);
  });
});

describe('a receiver in trouble', () => {
  it('is tried again after the time it asks for, and nothing is lost', async () => {
    const arrivedMs: number[] = [];
    await start(
      (response, n) => {
        arrivedMs.push(performance.now());
        if (n === 0) response.writeHead(503, { 'retry-after': '1' }).end();
        else accept(response);
      },
      // Shorter than what the receiver asks for: the exporter gives up, the delivery waits.
      { timeoutMs: 500, random: () => 0 },
    );
    delivery.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: SHOP }] }));
    await delivery.flush();
    expect(arrivedMs).toHaveLength(2);
    expect(arrivedMs[1]! - arrivedMs[0]!).toBeGreaterThanOrEqual(990);
    expect(delivery.stats()).toMatchObject({ exportedPoints: METRICS, retries: 1 });
    expect(warnings).toHaveLength(1);
  });

  it('is not asked again what it has refused for good; its words are logged', async () => {
    await start((response) => response.writeHead(400).end('duplicate sample for timestamp'));
    delivery.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: SHOP }] }));
    await delivery.flush();
    expect(receiver.requests).toHaveLength(1);
    expect(delivery.stats()).toMatchObject({ exportedPoints: 0, droppedPoints: { rejected: METRICS }, retries: 0 });
    expect(JSON.stringify(warnings)).toContain('HTTP 400: duplicate sample');
  });

  it('costs the oldest when the queue is full, and what waits at the end is counted', async () => {
    let release = (): void => undefined;
    await start((response, n) => (n === 0 ? (release = () => accept(response)) : accept(response)), { queueSize: 2 });
    const offer = (k: number) =>
      delivery.offer(stepReport({ stepStartMs: START_MS + k * 60_000, rows: [{ labels: SHOP }] }));
    offer(0);
    while (receiver.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const k of [1, 2, 3, 4]) offer(k);
    expect(delivery.stats()).toMatchObject({ queuedRequests: 2, droppedPoints: { queue_full: 2 * METRICS } });

    release();
    await delivery.flush();
    const times = receiver.requests.flatMap(({ points }) => points.map(({ timeMs }) => (timeMs - START_MS) / 60_000));
    expect([...new Set(times)]).toEqual([0, 3, 4]);
  });

  it('does not hold up the end', async () => {
    await start(() => undefined, { timeoutMs: 200 });
    delivery.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: SHOP }] }));
    await delivery.close(50);
    delivery.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: SHOP }] }));
    expect(delivery.stats().droppedPoints.closed).toBe(2 * METRICS);
  });
});
