import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { log, PROVISIONING } from './harness/paths.ts';
import { describeWithPeers } from './harness/require-go.ts';
import { ensurePrometheus } from './install/prometheus.ts';

const run = promisify(execFile);
const RULES = join(PROVISIONING, 'prometheus', 'examples', 'names-of-other-tools.yml');
const SHOP = 'watch="requests",service_name="shop",job="tidemark"';
const ERRORS = 'watch="errors",service_name="shop",job="tidemark"';
/** Until the fifth minute all is well, then nothing comes any more until the tenth. */
const OUTAGE = '7m';
const AFTER = '12m';

/** The selector that the dashboards of promql-anomaly-detection put into each query, of our strategy. */
const THEIRS = 'job="tidemark",anomaly_name="requests",instance=~".*"';
const LABELS =
  'anomaly_name="requests",anomaly_strategy="tidemark",job="tidemark",service_name="shop",watch="requests"';
const SELECTED = `{${LABELS.replace('anomaly_strategy', 'anomaly_select="1",anomaly_strategy')}}`;
const PLAIN = '{job="tidemark",service_name="shop",watch="requests"}';

describeWithPeers("Tidemark under other tools' names, by Prometheus' own rule tests", () => {
  let dir: string;
  let promtool: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tidemark-names-'));
    ({ promtool } = await ensurePrometheus(log));
  }, 1_800_000);

  afterAll(() => rm(dir, { recursive: true, force: true }));

  const inputs = {
    [`tidemark_value{${SHOP}}`]: '100x20 0x20 100x20',
    [`tidemark_expected{${SHOP}}`]: '98x62',
    [`tidemark_lower{${SHOP}}`]: '60x62',
    [`tidemark_upper{${SHOP}}`]: '140x62',
    [`tidemark_direction{${SHOP}}`]: '1x20 -1x20 1x20',
    [`tidemark_anomalous{${SHOP}}`]: '0x20 1x20 0x20',
    [`tidemark_anomalous{${ERRORS}}`]: '0x62',
  };

  async function check(expectations: object): Promise<string> {
    const file = join(dir, 'test.yml');
    const series = Object.entries(inputs).map(([series, values]) => ({ series, values }));
    const test = { interval: '15s', input_series: series, ...expectations };
    await writeFile(file, stringify({ rule_files: [RULES], evaluation_interval: '15s', tests: [test] }));
    // promtool says on stdout what it expected and what it got.
    return run(promtool, ['test', 'rules', file]).then(
      () => 'as told',
      (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`,
    );
  }

  const asks = (expr: string, at: string, labels: string | null, value = 0) => ({
    promql_expr_test: [{ expr, eval_time: at, exp_samples: labels === null ? [] : [{ labels, value }] }],
  });

  it.each([
    [
      'the metric, which alone is not selected',
      `{${THEIRS},anomaly_select="",anomaly_strategy="tidemark"}`,
      OUTAGE,
      `anomaly:tidemark:value{${LABELS}}`,
      0,
    ],
    ['the level', `anomaly:level{${THEIRS},anomaly_strategy="tidemark"}`, AFTER, `anomaly:level${SELECTED}`, 100],
    ['the lower band', `last_over_time(anomaly:lower_band{${THEIRS}}[2m])`, AFTER, `anomaly:lower_band${SELECTED}`, 60],
    [
      'the upper band',
      `last_over_time(anomaly:upper_band{${THEIRS}}[2m])`,
      AFTER,
      `anomaly:upper_band${SELECTED}`,
      140,
    ],
    [
      'the alert while it fires',
      `ALERTS{${THEIRS},anomaly_strategy="tidemark",alertstate="firing",anomaly_select="1"}`,
      OUTAGE,
      `ALERTS${SELECTED.replace('{', '{alertname="AnomalyDetected",alertstate="firing",severity="warning",')}`,
      1,
    ],
    ['no alert when it is over', `ALERTS{${THEIRS},alertstate="firing"}`, AFTER, null, 0],
  ])("promql-anomaly-detection's dashboards find %s", async (_what, expr, at, labels, value) => {
    expect(await check(asks(expr, at, labels, value))).toBe('as told');
  });

  it("keeps out of promql-anomaly-detection's own rules, which take what has a name and no other strategy", async () => {
    const taken = '{anomaly_name!="", anomaly_select="", anomaly_strategy=~"^$|adaptive"}';
    expect(await check(asks(taken, OUTAGE, null))).toBe('as told');
  });

  it.each([
    ['the actual value', 'requests:actual', AFTER, `requests:actual${PLAIN}`, 100],
    [
      'how far off it was',
      'abs(requests:predicted{ml_forecast="yhat"} - ignoring (ml_forecast) requests:actual)',
      AFTER,
      PLAIN,
      2,
    ],
    [
      'the interval',
      'requests:predicted{ml_forecast="yhat_upper"} - ignoring (ml_forecast) requests:predicted{ml_forecast="yhat_lower"}',
      AFTER,
      PLAIN,
      80,
    ],
    ['an anomaly below', 'requests:anomalous', OUTAGE, PLAIN.replace('{', 'requests:anomalous{'), -1],
    ['none', 'requests:anomalous', AFTER, PLAIN.replace('{', 'requests:anomalous{'), 0],
  ])("queries of Grafana's metric forecasts find %s", async (_what, expr, at, labels, value) => {
    expect(await check(asks(expr, at, labels, value))).toBe('as told');
  });
});
