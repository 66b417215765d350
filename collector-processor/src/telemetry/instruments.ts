import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import { DURATION_BUCKETS_S, METRICS, type MetricEntry } from './table.ts';
import type { Telemetry } from './telemetry.ts';

/** The table as instruments of a meter. */
export function createInstruments(meter: Meter): Telemetry {
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
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
      meter.createObservableGauge(name, { unit, description }).addCallback((result) => {
        const seen = read();
        if (typeof seen === 'number') result.observe(seen);
        else for (const { value, attributes } of seen) result.observe(value, attributes);
      });
    },
  };
}
