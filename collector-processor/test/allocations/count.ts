import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';
import { createMetricsReader } from '../../src/intake/wire/metrics-reader.ts';
import { createMeasureStage } from '../../src/measure/stage.ts';
import { ordersWatch, T0 } from '../../src/measure/test-telemetry.ts';
import { createTideDetector } from '../../src/detect/tide/detector.ts';
import { allocateColumns } from '../../src/detect/types.ts';
import { inlineDeeply } from '../../src/v8-inlining.ts';
import { watch } from '../scenarios/run.ts';

/**
 * Bytes that are put on the heap a point (or row), once all code is compiled and all memory is there: the least of some
 * counts, for V8 compiles in its own time. Prints two numbers, the second with one object more left by each point: who counts
 * right sees it.
 *
 * Usage: node --expose-gc --min-semi-space-size=64 --max-semi-space-size=64 count.ts --of explicit|exponential|scores
 * The young generation is so large that nothing is collected while it is counted.
 */
inlineDeeply();
const { values } = parseArgs({ options: { of: { type: 'string' } } });
const POINTS = 200;
const WARM = values.of === 'scores' ? 8000 : 500;
const COUNTED = 25;
const COUNTS = 8;
const INTERVAL_MS = 10_000;

/** Does the work of so many points for the nth time. */
type Work = (round: number) => void;

/** Counts that are a little more each round. */
const countsOf = (round: number, buckets: number): number[] =>
  Array.from({ length: buckets }, (_, i) => (round + 1) * (1 + (i % 4)));

/** What the buckets of a point are. */
const POINT_OF = {
  explicit: (round: number) => ({
    bucketCounts: countsOf(round, 15),
    explicitBounds: Array.from({ length: 14 }, (_, i) => 0.01 * 2 ** i),
  }),
  /** Of a finer scale than is kept, as an SDK has it that saw one decade of latencies. */
  exponential: (round: number) => ({ scale: 6, positive: { offset: -450, bucketCounts: countsOf(round, 160) } }),
};

/** Cumulative histograms of as many pods, each with a little more than the last time. */
function request(round: number, kind: keyof typeof POINT_OF): Uint8Array {
  const timeUnixNano = `${T0 + (round + 1) * INTERVAL_MS}000000`;
  const count = countsOf(round, kind === 'explicit' ? 15 : 160).reduce((sum, each) => sum + each, 0);
  const dataPoints = Array.from({ length: POINTS }, (_, i) => ({
    ...{ startTimeUnixNano: `${T0}000000`, timeUnixNano, count, sum: 7 * round, ...POINT_OF[kind](round) },
    attributes: [{ key: 'pod', value: { stringValue: `pod-${i}` } }],
  }));
  const data = { aggregationTemporality: 2, dataPoints };
  const metric = { name: 'orders', ...(kind === 'explicit' ? { histogram: data } : { exponentialHistogram: data }) };
  return toProtobuf('MetricsRequest', { resourceMetrics: [{ scopeMetrics: [{ metrics: [metric] }] }] });
}

/** From bytes to partials. */
function measured(kind: keyof typeof POINT_OF): Work {
  const reader = createMetricsReader();
  const measure = createMeasureStage({ watches: [ordersWatch('quantiles')] });
  const requests = Array.from({ length: WARM + 2 * COUNTS * COUNTED }, (_, round) => request(round, kind));
  return (round) => {
    const read = reader.read(requests[round]!);
    if (read.status === 'malformed') throw new Error('not what was sent');
    const { accepted } = measure.metricColumns(read.columns, T0 + (round + 1) * INTERVAL_MS);
    if (accepted !== POINTS) throw new Error(`${accepted} of ${POINTS} points were taken`);
  };
}

/** From values to scores. */
function scored(): Work {
  const stepMs = 60_000;
  const detector = createTideDetector(watch({ name: 'orders', measure: 'rate' }));
  const out = allocateColumns(POINTS);
  const value = new Float64Array(POINTS);
  const [held, unit] = [new Uint8Array(POINTS), new Float64Array(POINTS).fill(1 / 60)];
  return (round) => {
    for (let row = 0; row < POINTS; row++) value[row] = (600 + ((row * 7 + round * 13) % 100)) / 60;
    detector.step({ stepStartMs: T0 + round * stepMs, count: POINTS, value, held, unit }, out);
  };
}

const work = values.of === 'scores' ? scored() : measured(values.of === 'exponential' ? 'exponential' : 'explicit');
const litter: object[] = Array.from({ length: POINTS }, () => ({}));
function litterFor(round: number): void {
  for (let i = 0; i < POINTS; i++) litter[i] = { round };
}
let round = 0;
while (round < WARM) {
  work(round++);
  // Compiled code comes from another thread.
  if (round % 50 === 0) await sleep(10);
}
/** The least of some counts. */
async function bytesWith(more: (round: number) => void): Promise<number> {
  let least = Infinity;
  for (let count = 0; count < COUNTS; count++) {
    await sleep(50);
    gc!();
    const before = process.memoryUsage().heapUsed;
    for (const end = round + COUNTED; round < end; round++) {
      work(round);
      more(round);
    }
    least = Math.min(least, (process.memoryUsage().heapUsed - before) / (COUNTED * POINTS));
  }
  return least;
}
const bytes = await bytesWith(() => undefined);
process.stdout.write(JSON.stringify({ bytes, littered: await bytesWith(litterFor) }));
