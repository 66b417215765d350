import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { firingExpr, readAlertRules, type AlertRule } from './harness/alert-rules.ts';
import { log } from './harness/paths.ts';
import { describeWithPeers } from './harness/require-go.ts';
import { ensurePrometheus } from './install/prometheus.ts';

const run = promisify(execFile);
const LABELS = 'watch="requests",service_name="shop"';
const EXPECTED_LABELS = { watch: 'requests', service_name: 'shop' };

/** Values of a series every ten seconds, as promtool writes them: `100x6` is seven times 100, `_x6` six times nothing. */
interface Story {
  readonly value: string;
  readonly anomalous: string;
  readonly severity?: string;
  readonly expected?: string;
  /** Which rules fire when. */
  readonly firing: Record<string, string[]>;
}

const stories: Record<string, Story> = {
  'traffic as expected: silence': {
    value: '100x200',
    anomalous: '0x200',
    firing: { '1m': [], '10m': [], '30m': [] },
  },
  'an outage alerts at its first scored step, for as long as it lasts, and ends with it': {
    value: '100x5 0x120 100x100',
    anomalous: '0x5 1x120 0x100',
    firing: { '50s': [], '1m': ['outage'], '20m': ['outage', 'anomaly'], '21m20s': [] },
  },
  'a spike is an anomaly after three minutes, and no outage': {
    value: '100x5 500x120',
    anomalous: '0x5 1x120',
    firing: { '2m': [], '5m': ['anomaly'] },
  },
  'a quiet night that was expected is no outage': {
    value: '0x100',
    anomalous: '0x100',
    expected: '0x100',
    firing: { '10m': [] },
  },
  'absence alerts at its first scored step, and still does when Prometheus has forgotten the last value': {
    value: '100x5 _x120',
    anomalous: '0x5 1x120',
    firing: { '50s': [], '1m': ['absent'], '4m': ['absent', 'anomaly'], '15m': ['absent', 'anomaly'] },
  },
};

describeWithPeers("the provisioned alert rules, by Prometheus' own rule tests", () => {
  let dir: string;
  let promtool: string;
  let rules: AlertRule[];

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tidemark-rules-'));
    ({ promtool } = await ensurePrometheus(log));
    rules = await readAlertRules();
    await writeFile(join(dir, 'rules.yml'), rulesFile(rules));
  }, 900_000);

  afterAll(() => rm(dir, { recursive: true, force: true }));

  const check = async (inputs: Record<string, string>, expectations: object[]) => {
    const test = {
      rule_files: ['rules.yml'],
      evaluation_interval: '10s',
      tests: [
        {
          interval: '10s',
          input_series: Object.entries(inputs).map(([series, values]) => ({ series, values })),
          alert_rule_test: expectations,
        },
      ],
    };
    const file = join(dir, 'test.yml');
    await writeFile(file, stringify(test));
    // promtool says on stdout what it expected and what it got.
    return run(promtool, ['test', 'rules', file]).then(
      () => 'as told',
      (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`,
    );
  };

  it.each(Object.entries(stories))('%s', async (_name, { value, anomalous, severity, expected, firing }) => {
    const inputs = {
      [`tidemark_value{${LABELS}}`]: value,
      [`tidemark_expected{${LABELS}}`]: expected ?? '100x300',
      [`tidemark_anomalous{${LABELS}}`]: anomalous,
      [`tidemark_severity{${LABELS}}`]: severity ?? anomalous.replaceAll('1x', '60x'),
    };

    const expectations = Object.entries(firing).flatMap(([at, names]) =>
      ['outage', 'absent', 'anomaly'].map((name) => ({
        eval_time: at,
        alertname: `tidemark-${name}`,
        exp_alerts: names.includes(name) ? [{ exp_labels: EXPECTED_LABELS }] : [],
      })),
    );

    expect(await check(inputs, expectations)).toBe('as told');
  });

  it('a limit that comes near warns, then alarms, and ends when the limit is raised', async () => {
    const pool = `${LABELS},limit="pool size"`;
    const labels = { ...EXPECTED_LABELS, limit: 'pool size' };
    const alerts = (at: string, firing: readonly string[]) =>
      ['tidemark-limit', 'tidemark-limit-soon'].map((alertname) => ({
        eval_time: at,
        alertname,
        exp_alerts: firing.includes(alertname) ? [{ exp_labels: labels }] : [],
      }));
    // Hours as minutes: not likely, likely, within a day, raised (then nothing says when).
    const inputs = {
      [`tidemark_limit_probability{${pool},lead="7d"}`]: '0.3x60 0.9x240 0.1x120',
      [`tidemark_limit_probability{${pool},lead="1d"}`]: '0x180 0.8x120 0x120',
      [`tidemark_time_to_limit{${pool}}`]: '900000x60 300000x120 80000x120 _x120',
    };
    const outcome = await check(inputs, [
      ...alerts('9m', []),
      ...alerts('25m', ['tidemark-limit']),
      ...alerts('45m', ['tidemark-limit', 'tidemark-limit-soon']),
      ...alerts('68m', []),
    ]);
    expect(outcome).toBe('as told');
  });

  it('a service that gets worse at the same load warns until it is as it was', async () => {
    const told = (at: string, firing: boolean) => ({
      eval_time: at,
      alertname: 'tidemark-degradation',
      exp_alerts: firing ? [{ exp_labels: EXPECTED_LABELS }] : [],
    });
    const inputs = { [`tidemark_degradation{${LABELS}}`]: '0x60 0.14x120 0x120' };
    const outcome = await check(inputs, [told('9m', false), told('25m', true), told('35m', false)]);
    expect(outcome).toBe('as told');
  });

  it('forecasts that hold too little for an hour alert, for their horizon alone', async () => {
    const of = (horizon: string) => `tidemark_forecast_coverage{${LABELS},horizon="${horizon}"}`;
    const drift = (at: string, firing: boolean) => ({
      eval_time: at,
      alertname: 'tidemark-forecast-drift',
      exp_alerts: firing ? [{ exp_labels: { ...EXPECTED_LABELS, horizon: '1d' } }] : [],
    });
    const outcome = await check({ [of('1h')]: '0.94x900', [of('1d')]: '0.95x60 0.7x480 0.92x300' }, [
      drift('30m', false),
      drift('75m', true),
      drift('110m', false),
    ]);
    expect(outcome).toBe('as told');
  });

  it('Tidemark itself silent alerts four minutes after its last step, and by missing data from then on', async () => {
    const silent = rules.find(({ uid }) => uid === 'tidemark-silent');

    const outcome = await check({ [`tidemark_anomalous{${LABELS}}`]: '0x60' }, [
      { eval_time: '10m', alertname: 'tidemark-silent', exp_alerts: [] },
      { eval_time: '14m30s', alertname: 'tidemark-silent', exp_alerts: [{ exp_labels: {} }] },
    ]);

    expect(outcome).toBe('as told');
    expect(silent?.noDataState).toBe('Alerting');
  });
});

function rulesFile(rules: readonly AlertRule[]): string {
  const group = {
    name: 'tidemark',
    rules: rules.map((rule) => ({ alert: rule.uid, expr: firingExpr(rule), for: rule.for })),
  };
  return stringify({ groups: [group] });
}
