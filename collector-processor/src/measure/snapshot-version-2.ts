import { columnsOf } from '../intake/wire/columns-of.ts';
import { MetricColumns } from '../intake/wire/metric-columns.ts';
import { createPacked, packPoint } from './exponential/packed.ts';
import { createExponentialSlots } from './exponential/slots.ts';
import type { MeasureSnapshot } from './snapshot.ts';
import { NOT, type StreamsSnapshot } from './stream-table.ts';

interface OldBuckets {
  readonly offset: number;
  readonly counts: readonly number[];
}

/** The total of an exponential histogram as versions 1 and 2 had it; `sum` is NaN where the sender gives none. */
export interface ExponentialReading {
  readonly count: number;
  readonly sum: number;
  readonly scale: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly positive: OldBuckets;
  readonly negative: OldBuckets;
}

/** What checkpoints held before exponential histograms had slots: their totals as objects, by row. */
export interface Version2 extends Omit<MeasureSnapshot, 'streams'> {
  readonly streams: Omit<StreamsSnapshot, 'exponentials'> & {
    readonly exponentials: readonly (readonly [row: number, ExponentialReading])[];
  };
}

/** Its streams with slots. Of what they said only the buckets are coarser, where they were finer than is kept now. */
export function streamsOfVersion2({ streams }: Pick<Version2, 'streams'>): StreamsSnapshot {
  const { exponentials, ...others } = streams;
  const points = exponentials.map(([, reading]) => ({
    ...reading,
    ...{ attributes: [], startMs: 0, timeMs: 0, flags: 0, max: NaN },
  }));
  const items = [{ name: '', unit: '', kind: 'exponential', temporality: 'cumulative', points } as const];
  const resources = [{ attributes: [], scopes: [{ name: '', version: '', items }] }];
  const columns = columnsOf({ resources, malformed: { count: 0, message: '' } }, new MetricColumns());
  const sides = exponentials.flatMap(([, { positive, negative }]) => [positive.counts.length, negative.counts.length]);
  const packed = createPacked(sides.reduce((most, each) => Math.max(most, each), 0));
  const slots = createExponentialSlots();
  const slot = streams.slot.slice();
  exponentials.forEach(([row], point) => {
    packPoint(columns, point, packed);
    slot[row] = slots.put(NOT, packed);
  });
  return { ...others, slot, exponentials: slots.snapshot() };
}
