import { toProtobuf } from '../src/intake/otlp/test-requests.ts';
import { createMetricsReader } from '../src/intake/wire/metrics-reader.ts';
import { createTracesReader } from '../src/intake/wire/traces-reader.ts';
import { builtinHttpWatches } from '../src/measure/builtin-http-watches.ts';
import { createMeasureStage } from '../src/measure/stage.ts';
import { MINUTE, ordersWatch, T0 } from '../src/measure/test-telemetry.ts';
import { createRandom } from '../src/random.ts';
import { mergeAggregates } from '../src/series/aggregate.ts';
import { bucketQuantile } from '../src/series/quantile.ts';
import { inlineDeeply } from '../src/v8-inlining.ts';

/**
 * CPU of what is counted in exponential buckets, in µs: a point of 160 buckets and a span, from bytes to partials; a request
 * merged into a step of 400 buckets, and a quantile of it.
 *
 * Usage: node bench/histograms.ts
 */
inlineDeeply();
const nanos = (ms: number): string => `${ms}000000`;
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** @param work does as many things at once as `each` says, the nth time */
function print(what: string, each: number, [warm, times]: readonly [number, number], work: (n: number) => void): void {
  for (let n = 0; n < warm; n++) work(n);
  const before = process.cpuUsage();
  for (let n = warm; n < warm + times; n++) work(n);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${what.padEnd(36)} ${((user + system) / times / each).toFixed(1)} µs\n`);
}

const POINTS = 200;
const TURNS = [40, 120] as const;
const metrics = Array.from({ length: TURNS[0] + TURNS[1] }, (_, n) => {
  const bucketCounts = Array.from({ length: 160 }, (_bucket, i) => (n + 1) * (1 + (i % 4)));
  const dataPoints = Array.from({ length: POINTS }, (_point, pod) => ({
    ...{ startTimeUnixNano: nanos(T0), timeUnixNano: nanos(T0 + (n + 1) * 10_000), count: (n + 1) * 400, sum: n },
    ...{ scale: 5, positive: { offset: -300, bucketCounts }, attributes: [text('pod', `${pod}`)] },
  }));
  const exponentialHistogram = { aggregationTemporality: 2, dataPoints };
  const scopeMetrics = [{ metrics: [{ name: 'orders', exponentialHistogram }] }];
  return toProtobuf('MetricsRequest', { resourceMetrics: [{ scopeMetrics }] });
});
const orders = createMeasureStage({ watches: [ordersWatch('quantiles')] });
const metricsReader = createMetricsReader();
print('a point of 160 exponential buckets', POINTS, TURNS, (n) => {
  const read = metricsReader.read(metrics[n]!);
  if (read.status === 'malformed') throw new Error(read.error);
  const { accepted } = orders.metricColumns(read.columns, T0 + (n + 1) * 10_000);
  if (accepted !== POINTS) throw new Error('not all were taken');
});

const SPANS = 500;
const random = createRandom(7);
const traces = metrics.map((_request, n) => {
  const spans = Array.from({ length: SPANS }, (_span, i) => {
    const endMs = T0 + n * 1000 + i;
    const tookMs = 1 + Math.round(Math.exp(6 * random()));
    return {
      ...{ kind: 2, startTimeUnixNano: nanos(endMs - tookMs), endTimeUnixNano: nanos(endMs) },
      attributes: [
        ...[text('http.request.method', 'GET'), text('http.response.status_code', '200')],
        text('http.route', `/r${i % 10}`),
      ],
    };
  });
  const resource = { attributes: [text('service.name', 'shop')] };
  return toProtobuf('TracesRequest', { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
});
const settings = { stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] };
const requests = createMeasureStage({ watches: builtinHttpWatches(settings) });
const tracesReader = createTracesReader();
print('a span into the four HTTP watches', SPANS, TURNS, (n) => {
  const read = tracesReader.read(traces[n]!);
  if (read.status === 'malformed') throw new Error(read.error);
  const { accepted } = requests.spanColumns(read.columns, T0 + n * 1000);
  if (accepted !== SPANS) throw new Error('not all were taken');
});

/** From bucket `from` on. */
const histogram = (from: number) => ({
  kind: 'histogram' as const,
  lowers: Array.from({ length: 400 }, (_, i) => 2 ** ((from + i) / 32)),
  uppers: Array.from({ length: 400 }, (_, i) => 2 ** ((from + i + 1) / 32)),
  counts: Array.from({ length: 400 }, (_, i) => 1 + (i % 7)),
});
const [step, more] = [histogram(0), histogram(1)];
let found = 0;
print('a merge into 400 buckets', 1, [30, 100], () => (found += mergeAggregates(step, more).kind.length));
print('a quantile of 400 buckets', 1, [30, 100], () => (found += bucketQuantile(step, 0.99)));
if (!(found > 0)) throw new Error('nothing was found');
