/**
 * What the classical models cost, in CPU time. First the methods alone: 2,000 rows of 8 columns to learn, 1,000 to score,
 * scikit-learn on one thread beside them where Python has it (PYTHON names the interpreter). Then the whole models:
 * four weeks of a series at one minute, features and calibration included.
 *
 *     node collector-processor/bench/classical.ts
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { growForest, scoreForest } from '../src/detect/isolation-forest/forest.ts';
import { isolationForest } from '../src/detect/isolation-forest/model.ts';
import { encodeModel } from '../src/detect/learned/encode.ts';
import type { Matrix } from '../src/detect/learned/matrix.ts';
import { createRandom, type Random } from '../src/random.ts';
import type { TrainingWindow } from '../src/detect/learned/types.ts';
import { learnNeighbourhood, localOutlierFactors } from '../src/detect/lof/local-outlier-factor.ts';
import { lof } from '../src/detect/lof/model.ts';
import { beyondBorder, scaleGamma } from '../src/detect/one-class-svm/decision.ts';
import { oneClassSvm } from '../src/detect/one-class-svm/model.ts';
import { trainOneClass } from '../src/detect/one-class-svm/smo.ts';

const TRAIN_ROWS = 2000;
const TEST_ROWS = 1000;
const WIDTH = 8;
const DAYS = 28;
const STEP_MS = 60_000;
const STEPS_A_DAY = 1440;
const REPEATS = 5;

const random = createRandom(1);
const train = normalRows(TRAIN_ROWS);
const test = normalRows(TEST_ROWS);

const methods: Record<string, () => (rows: Matrix) => Float64Array> = {
  'isolation-forest': () => {
    const forest = growForest(train, 100, 256, random);
    return (rows) => scoreForest(forest, rows);
  },
  'one-class-svm': () => {
    const support = trainOneClass(train, scaleGamma(train), 0.05, 1e-3);
    return (rows) => beyondBorder(support, rows);
  },
  lof: () => {
    const neighbourhood = learnNeighbourhood(train, 20, 1e-10);
    return (rows) => localOutlierFactors(neighbourhood, rows);
  },
};

say(`methods alone: ${TRAIN_ROWS} × ${WIDTH} to learn, ${TEST_ROWS} to score, CPU ms, best of ${REPEATS}`);
for (const [name, learn] of Object.entries(methods)) {
  const score = learn();
  say(`  ${name}: learn ${best(learn).toFixed(1)}, score ${best(() => score(test)).toFixed(1)}`);
}
const python = process.env.PYTHON ?? 'python3';
const script = fileURLToPath(new URL('classical.py', import.meta.url));
const peer = spawnSync(python, [script], { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } });
say(
  peer.status === 0 ? peer.stdout.trimEnd() : '  (no scikit-learn beside it: PYTHON names an interpreter that has it)',
);

const window = traffic(random);
say(`whole models: ${DAYS} days at ${STEP_MS / 1000} s (${window.values.length} steps)`);
for (const model of [isolationForest, oneClassSvm, lof]) {
  const began = cpuMs();
  const result = model.fit(window, {}, 1);
  const fitMs = cpuMs() - began;
  if (result.kind === 'refused') throw new Error(result.detail);
  const scoreMs = best(() => result.fitted.score(window));
  const bytes = encodeModel(result.fitted.serialise()).length;
  say(
    `  ${model.name}: fit ${(fitMs / 1000).toFixed(2)} s, score ${((scoreMs * 1000) / window.values.length).toFixed(1)} µs a step, ${Math.round(bytes / 1024)} KiB`,
  );
}

function normalRows(rows: number): Matrix {
  return { rows, width: WIDTH, data: Float64Array.from({ length: rows * WIDTH }, () => normal(random)) };
}

function normal(uniform: Random): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function traffic(uniform: Random): TrainingWindow {
  const values = Float64Array.from({ length: DAYS * STEPS_A_DAY }, (_, i) => {
    const load = 500 * (1.2 - Math.cos((2 * Math.PI * i) / STEPS_A_DAY));
    return load + Math.sqrt(load) * normal(uniform);
  });
  return { startMs: Date.parse('2026-11-02T00:00:00Z'), stepMs: STEP_MS, values };
}

/** CPU milliseconds of the quickest of some runs. */
function best(run: () => unknown): number {
  let least = Infinity;
  for (let i = 0; i < REPEATS; i++) {
    const began = cpuMs();
    run();
    least = Math.min(least, cpuMs() - began);
  }
  return least;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
