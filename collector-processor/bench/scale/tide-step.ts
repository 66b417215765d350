import { createTideDetector, type TideSettings } from '../../src/detect/tide/detector.ts';
import { RECORD } from '../../src/detect/tide/layout.ts';
import { allocateColumns, type DetectorState } from '../../src/detect/types.ts';
import { createRandom } from '../../src/random.ts';
import { inlineDeeply } from '../../src/v8-inlining.ts';

/**
 * One step of many series that have been learned for eight days, scored by the detector alone. Prints JSON: the least CPU
 * time a series of several steps, µs.
 *
 * Usage: node bench/scale/tide-step.ts <series>
 */
inlineDeeply();
const SERIES = Number(process.argv[2]);
const TAUGHT = 128;
const DAYS = 8;
const STEPS_A_DAY = 1440;
const STEP_MS = 60_000;
const START_MS = Date.UTC(2026, 2, 2);
const ROUNDS = 8;
/** As the engine does it. */
const PART_ROWS = 1024;

const settings: TideSettings = {
  ...{ measure: 'rate', direction: 'both', timezone: 'Europe/Berlin', stepMs: STEP_MS, falseAlarmsPerWeek: 1 },
  ...{ minChange: { absolute: 0, relative: 0.1 }, nonNegative: true },
};
const random = createRandom(1);

/** Requests a second of a step: a level of the series' own, a day, noise of a tenth. */
function fill(values: Float64Array, step: number): void {
  const day = 1 + 0.6 * Math.sin((2 * Math.PI * step) / STEPS_A_DAY);
  for (let row = 0; row < values.length; row++) {
    values[row] = Math.round(60 * (20 + (row % TAUGHT)) * day * (0.9 + 0.2 * random())) / 60;
  }
}

function taught(): DetectorState {
  const detector = createTideDetector(settings);
  const value = new Float64Array(TAUGHT);
  const columns = allocateColumns(TAUGHT);
  const rest = { count: TAUGHT, held: new Uint8Array(TAUGHT), unit: new Float64Array(TAUGHT).fill(1 / 60) };
  for (let step = 0; step < DAYS * STEPS_A_DAY; step++) {
    fill(value, step);
    detector.step({ stepStartMs: START_MS + step * STEP_MS, value, ...rest }, columns);
  }
  return detector.snapshot();
}

const { state, layout, lastStepMs } = taught();
const [records] = state as readonly [Float32Array];
const detector = createTideDetector(settings);
const copies = Math.ceil(SERIES / TAUGHT);
detector.restore({ rows: copies * TAUGHT, lastStepMs, state: Array.from({ length: copies }, () => records), layout });

const value = new Float64Array(SERIES);
const held = new Uint8Array(SERIES);
const unit = new Float64Array(SERIES).fill(1 / 60);
let best = Infinity;
for (let round = 0; round < ROUNDS; round++) {
  fill(value, DAYS * STEPS_A_DAY + round);
  const stepStartMs = lastStepMs + (round + 1) * STEP_MS;
  const before = process.threadCpuUsage();
  for (let from = 0; from < SERIES; from += PART_ROWS) {
    const to = Math.min(SERIES, from + PART_ROWS);
    const part = { value: value.subarray(from, to), held: held.subarray(from, to), unit: unit.subarray(from, to) };
    detector.step({ stepStartMs, from, count: to - from, ...part }, allocateColumns(to - from));
  }
  const { user, system } = process.threadCpuUsage(before);
  best = Math.min(best, (user + system) / SERIES);
}
process.stdout.write(JSON.stringify({ scoreUs: best, stateBytes: RECORD * 4 }));
