import type { Histogram, Meter, Observable, ObservableGauge } from '@opentelemetry/api';
import { DURATION_BUCKETS_S, METRICS, type MetricEntry } from './table.ts';
import { createTallies } from './tallies.ts';
import type { Observation, Telemetry } from './telemetry.ts';

/** The table as instruments of a meter. */
export function createInstruments(meter: Meter): Telemetry {
  const counters = new Map<string, ReturnType<typeof createTallies>>();
  const histograms = new Map<string, Histogram>();
  /** Made when first observed; several parts may observe one under different attributes. */
  const gauges = new Map<string, ObservableGauge>();
  for (const [name, { kind, unit, description, attributes }] of Object.entries<MetricEntry>(METRICS)) {
    if (kind === 'counter') {
      const tallies = createTallies(Object.keys(attributes));
      counters.set(name, tallies);
      readWith(meter.createObservableCounter(name, { unit, description }), tallies.read);
    }
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
      readWith(gauge, read);
    },
  };
}

function readWith(instrument: Observable, read: () => number | readonly Observation[]): void {
  instrument.addCallback((result) => {
    const seen = read();
    if (typeof seen === 'number') result.observe(seen);
    else for (const { value, attributes } of seen) result.observe(value, attributes);
  });
}
