import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { SCORED_FROM } from './judge.ts';
import type { Alarms, Case } from './types.ts';

const EXPRESSION = 'ALERTS{alertstate="firing"}';
const MOST_OUTPUT = 1 << 30;

/**
 * What the rules of grafana/promql-anomaly-detection alarm on: the rule file as it is, evaluated every minute by a real
 * Prometheus' own rule tests (`promtool test rules`) with the case as its input series. About a minute of a core.
 *
 * @param rulesFile `adaptive.yml` or `robust.yml` of that project
 */
export async function promqlAlarms(promtool: string, rulesFile: string, one: Case): Promise<Alarms> {
  const dir = await mkdtemp(join(tmpdir(), 'tidemark-scenarios-'));
  try {
    const file = join(dir, 'test.yml');
    await writeFile(file, testFile(resolve(rulesFile), await strategyOf(rulesFile), one));
    return firingIn(await outputOf(promtool, file), one);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The label by which a series asks for these rules, as their alert carries it. */
async function strategyOf(rulesFile: string): Promise<string> {
  const { groups } = parse(await readFile(rulesFile, 'utf8')) as {
    groups: { rules: { alert?: string; labels?: Record<string, string> }[] }[];
  };
  const alert = groups.flatMap(({ rules }) => rules).find((rule) => rule.alert !== undefined);
  const strategy = alert?.labels?.anomaly_strategy;
  if (strategy === undefined) throw new Error(`${basename(rulesFile)} has no alert with a label anomaly_strategy`);
  return strategy;
}

/** Asks for the firing alerts of every minute that is judged and expects none: those that fire are then printed. */
export function testFile(rulesFile: string, strategy: string, { values }: Case): string {
  const samples = values.map((value) => (value === null ? '_' : value.toPrecision(6))).join(' ');
  const asked = Array.from({ length: Math.max(0, values.length - SCORED_FROM) }, (_, i) => SCORED_FROM + i);
  return (
    `rule_files: [${JSON.stringify(rulesFile)}]\nevaluation_interval: 1m\ntests:\n- interval: 1m\n` +
    `  input_series:\n` +
    `  - series: 'requests{anomaly_name="case",anomaly_type="requests",anomaly_strategy="${strategy}"}'\n` +
    `    values: '${samples}'\n` +
    `  promql_expr_test:\n` +
    asked.map((minute) => `  - { expr: '${EXPRESSION}', eval_time: ${minute}m }\n`).join('')
  );
}

async function outputOf(promtool: string, file: string): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(promtool, ['test', 'rules', file], { maxBuffer: MOST_OUTPUT });
    return stdout + stderr;
  } catch (error) {
    // It exits with 1 where alerts fire, and prints them.
    const { stdout, stderr, code } = error as { stdout?: string; stderr?: string; code?: number | string };
    if (code === 1 && stderr?.includes('exp: nil')) return stderr;
    if (code === 1 && stdout?.includes('exp: nil')) return stdout;
    throw error;
  }
}

/** Reads the alerts that promtool found firing. */
export function firingIn(output: string, { values }: Case): Alarms {
  const alarmed = new Uint8Array(values.length);
  let minute = NaN;
  for (const line of output.split('\n')) {
    const time = /, time: ([0-9wdhms]+),/.exec(line);
    if (time !== null) minute = minutesOf(time[1]!);
    if (line.includes('got:') && line.includes('anomaly_name=')) alarmed[minute] = 1;
  }
  return { alarmed, class: '' };
}

const UNIT_MINUTES: Readonly<Record<string, number>> = { w: 10_080, d: 1440, h: 60, m: 1 };

/** Minutes of a duration as Prometheus writes it, `2w1d3h5m`. */
export function minutesOf(duration: string): number {
  let minutes = 0;
  for (const [, amount, unit] of duration.matchAll(/(\d+)([wdhm])(?!s)/g))
    minutes += Number(amount) * UNIT_MINUTES[unit!]!;
  return minutes;
}
