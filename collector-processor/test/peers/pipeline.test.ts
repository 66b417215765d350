import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { firingExpr, readAlertRules } from './harness/alert-rules.ts';
import { dashboardExpressions } from './harness/dashboard.ts';
import { waitFor } from './harness/processes.ts';
import { createPromQl, type PromQl, type RangeSample } from './harness/promql.ts';
import { describeWithPeers } from './harness/require-go.ts';
import { startStack, type Stack } from './harness/stack.ts';

const STEP_MS = 10_000;
/** Two whole steps after the one in which it begins, the wait for stragglers (close_after), and the way to Prometheus. */
const OUTAGE_WITHIN_MS = 3 * STEP_MS + 15_000;
const TOTAL = 'watch="requests",service_name="shop",http_route=""';

describeWithPeers('shop → Collector → Tidemark → Prometheus', () => {
  let stack: Stack | undefined;
  let shop: Stack['shop'];
  let promql: PromQl;

  beforeAll(async () => {
    stack = await startStack();
    ({ shop } = stack);
    promql = createPromQl(stack.prometheus.url);
  }, 1_800_000);

  afterAll(() => stack?.stop(), 60_000);

  const rawSeries = (name: string, labels: string) =>
    waitFor(`${name}{${labels}} in Prometheus`, async () => {
      const [series] = await promql.raw(`${name}{${labels}}[10m]`);
      return series !== undefined && series.values.length >= 3 && series;
    });

  it('brings every derived metric to Prometheus, labelled as the series, at the time of its step', async () => {
    const labels = 'watch="requests",service_name="shop",http_route="/products"';
    const names = ['value', 'expected', 'lower', 'upper', 'score', 'anomalous', 'severity'];

    const all = await Promise.all(names.map((name) => rawSeries(`tidemark_${name}`, labels)));

    for (const { metric, values } of all) {
      expect(metric).toMatchObject({
        watch: 'requests',
        service_name: 'shop',
        http_route: '/products',
        job: 'tidemark',
      });
      for (const [seconds] of values) expect((seconds * 1000) % STEP_MS).toBe(0);
    }
  });

  it('keeps the order lower ≤ expected ≤ upper, and has the value inside a band that history has warmed', async () => {
    const [value, expected, lower, upper] = (await Promise.all(
      ['value', 'expected', 'lower', 'upper'].map(async (name) => latest(await rawSeries(`tidemark_${name}`, TOTAL))),
    )) as [number, number, number, number];

    expect(lower).toBeLessThanOrEqual(expected);
    expect(expected).toBeLessThanOrEqual(upper);
    expect(upper - lower).toBeLessThan(2 * expected);
    expect(value).toBeGreaterThan(0);
  });

  it('has one latency series a quantile, with the quantile as a label', async () => {
    const p95 = await rawSeries(
      'tidemark_expected',
      'watch="latency",service_name="shop",http_route="",quantile="0.95"',
    );
    const p50 = await rawSeries(
      'tidemark_expected',
      'watch="latency",service_name="shop",http_route="",quantile="0.5"',
    );

    expect(latest(p95)).toBeGreaterThan(latest(p50));
  });

  it("has the shop's own metrics in Prometheus by the Collector, and Tidemark's health by scraping", async () => {
    await rawSeries('http_server_request_duration_seconds_count', 'service_name="shop",http_route="/"');

    await waitFor('a scrape of Tidemark', async () => {
      const [up] = await promql.instant('up{job="tidemark"}');
      return up?.value[1] === '1';
    });
  });

  it('answers every query of the dashboard', async () => {
    for (const { panel, expr } of dashboardExpressions('shop')) {
      const found = await waitFor(`an answer to "${panel}": ${expr}`, async () => {
        const samples = await promql.instant(expr);
        return samples.length > 0 && samples;
      });
      for (const { value } of found) expect({ panel, value: Number(value[1]) }).not.toEqual({ panel, value: NaN });
    }
  });

  it('calls neither traffic gone nor Tidemark silent while all is well', async () => {
    // On a busy machine the shop's latency is out of the ordinary for a step, truly: that rule waits for three minutes,
    // and alert-rules.test.ts tells its story.
    const rules = (await readAlertRules()).filter(({ uid }) => uid !== 'tidemark-anomaly');

    for (const rule of rules) {
      const firing = await promql.instant(firingExpr(rule));
      // The shop's volumes fill up and are emptied, day by day: that is what the warnings of limits are there for.
      const ofLimits = ['tidemark-limit', 'tidemark-limit-soon'].includes(rule.uid);
      const unforeseen = firing.filter(({ metric }) => !ofLimits || metric.watch !== 'disk');
      expect({ rule: rule.uid, unforeseen }).toEqual({ rule: rule.uid, unforeseen: [] });
    }
    expect(rules.map(({ uid }) => uid)).toEqual(expect.arrayContaining(['tidemark-outage', 'tidemark-silent']));
  });

  it('fires the outage alert when the shop stops answering, while it does not, and no longer', async () => {
    const rules = await readAlertRules();
    const outage = firingExpr(rules.find(({ uid }) => uid === 'tidemark-outage')!);
    const ofShop = async () =>
      (await promql.instant(outage)).filter(({ metric }) => metric['http_route'] === undefined);

    await shop.shop.setCondition({ listening: false });
    const [firing] = await waitFor(
      'the outage to be alerted',
      async () => {
        const samples = await ofShop();
        return samples.length > 0 && samples;
      },
      OUTAGE_WITHIN_MS,
    );
    expect(firing?.metric).toEqual({ watch: 'requests', service_name: 'shop', job: 'tidemark' });

    await sleep(3 * STEP_MS);
    expect(await ofShop()).toHaveLength(1);

    await shop.shop.setCondition({ listening: true });
    await waitFor('the alert to end', async () => (await ofShop()).length === 0, 120_000);
  });

  it('fires the absence alert when the shop is gone altogether, and goes on', async () => {
    const rules = await readAlertRules();
    const absent = firingExpr(rules.find(({ uid }) => uid === 'tidemark-absent')!);
    const ofShop = async () => {
      const samples = await promql.instant(`(${absent}) and on (watch, service_name) tidemark_anomalous{${TOTAL}}`);
      return samples.length > 0 && samples;
    };

    await shop.shop.stop();

    await waitFor('the absence to be alerted', ofShop, 90_000);
    await sleep(3 * STEP_MS);
    expect(await ofShop()).toBeTruthy();
  });
});

function latest({ values }: RangeSample): number {
  return Number(values.at(-1)?.[1]);
}
