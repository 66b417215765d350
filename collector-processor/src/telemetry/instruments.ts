import type { Counter, Histogram, Meter, ObservableGauge } from '@opentelemetry/api';
import { DURATION_BUCKETS_S, METRICS, type MetricEntry } from './table.ts';
import type { Telemetry } from './telemetry.ts';

/** The table as instruments of a meter. */
export function createInstruments(meter: Meter): Telemetry {
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  /** Made when first observed; several parts may observe one under different attributes. */
  const gauges = new Map<string, ObservableGauge>();
  for (const [name, { kind, unit, description }] of Object.entries<MetricEntry>(METRICS)) {
    if (kind === 'counter') counters.set(name, meter.createCounter(name, { unit, description }));
    if (kind === 'histogram') {
      const advice = { explicitBucketBoundaries: DURATION_BUCKETS_S };
      histograms.set(name, meter.createHistogram(name, { unit, description, advice }));
    }
  }
  return {
    count: (name, amount = 1, attributes) => counters.get(name)?.add(amount, attributes),
    record: (name, value, attributes) => histograms.get(name)?.record(value, attributes),
    observe(name, read) {
      const { unit, description } = METRICS[name];
      let gauge = gauges.get(name);
      if (gauge === undefined) gauges.set(name, (gauge = meter.createObservableGauge(name, { unit, description })));
      gauge.addCallback((result) => {
        const seen = read();
        if (typeof seen === 'number') result.observe(seen);
        else for (const { value, attributes } of seen) result.observe(value, attributes);
      });
    },
  };
}
