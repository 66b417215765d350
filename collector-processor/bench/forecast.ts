/**
 * What a forecast costs: fit and 48 steps with a 95 % interval, generated series of 960 hours, CPU milliseconds, median.
 * statsforecast on one thread beside it where Python has it (PYTHON names the interpreter); arguments name its models.
 *
 *     node collector-processor/bench/forecast.ts [MSTL AutoETS AutoARIMA]
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FORECASTERS } from '../src/forecast/registry.ts';
import { createRandom, normal } from '../src/random.ts';

const SERIES = 3;
const HOURS = 960;
const HORIZON = 48;
const REPEATS = 5;

const random = createRandom(1);
const series = Array.from({ length: SERIES }, (_, k) =>
  Float64Array.from({ length: HOURS }, (_, t) => {
    const day = 300 * (1.2 - Math.cos((2 * Math.PI * t) / 24)) * (t % 168 >= 144 ? 0.6 : 1);
    return Math.round((k + 1) * day * Math.exp(0.08 * normal(random)));
  }),
);

say(`fit and ${HORIZON} steps with 95 % of ${SERIES} series of ${HOURS} hours, CPU ms, median`);
for (const [name, { load }] of Object.entries(FORECASTERS)) {
  const forecaster = await load();
  const once = (values: Float64Array): number => {
    const began = process.cpuUsage();
    const history = { values, stepMs: 3_600_000, startMs: 0, timezone: 'UTC', nonNegative: true };
    forecaster.fit(history).predict(HORIZON, [0.95]);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  };
  once(series[0]!);
  const spent = Array.from({ length: REPEATS }, () => series.map(once)).flat();
  say(`  ${name}: ${spent.sort((a, b) => a - b)[spent.length >> 1]!.toFixed(1)}`);
}
const peer = spawnSync(
  process.env.PYTHON ?? 'python3',
  [fileURLToPath(new URL('forecast.py', import.meta.url)), ...process.argv.slice(2)],
  {
    input: JSON.stringify(series.map((values) => [...values])),
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' },
  },
);
say(
  peer.status === 0 ? peer.stdout.trimEnd() : '  (no statsforecast beside it: PYTHON names an interpreter that has it)',
);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
