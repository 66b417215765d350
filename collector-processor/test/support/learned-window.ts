import { createRandom } from '../../src/random.ts';
import type { SeriesColumns, TrainingWindow } from '../../src/detect/learned/types.ts';

const DAY_MS = 86_400_000;

/** A Monday. */
export const WINDOW_START_MS = Date.parse('2026-11-02T00:00:00Z');
export const WINDOW_STEP_MS = 300_000;
export const STEPS_A_DAY = DAY_MS / WINDOW_STEP_MS;

/** Made-up traffic of a service with a daily season and noise: requests a step, their errors and latency. */
export function trafficWindow(days: number, seed = 1): TrainingWindow & Required<Pick<SeriesColumns, 'companions'>> {
  const random = createRandom(seed);
  const noise = () => random() + random() + random() - 1.5;
  const steps = days * STEPS_A_DAY;
  const values = new Float64Array(steps);
  const errors = new Float64Array(steps);
  const latency = new Float64Array(steps);
  for (let i = 0; i < steps; i++) {
    const load = 1.2 - Math.cos((2 * Math.PI * i) / STEPS_A_DAY);
    values[i] = 500 * load + 30 * Math.sqrt(load) * noise();
    errors[i] = 0.01 + 0.004 * noise();
    latency[i] = 0.12 + 0.02 * load + 0.01 * noise();
  }
  return { startMs: WINDOW_START_MS, stepMs: WINDOW_STEP_MS, values, companions: { errors, latency } };
}

/** The columns with some values changed; the others stay as they are. */
export function changed<T extends SeriesColumns>(
  columns: T,
  from: number,
  to: number,
  change: (value: number) => number,
): T {
  return { ...columns, values: columns.values.map((value, i) => (i >= from && i < to ? change(value) : value)) };
}
