import { describe, expect, it } from '@jest/globals';
import { watch } from '../../test/scenarios/run.ts';
import { PART_ROWS } from '../detect/shards/ring.ts';
import type { PartialBatch, SeriesPartial } from '../series/types.ts';
import { createEngine } from './engine.ts';
import type { StepReport } from './types.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);
const SERIES = 2 * PART_ROWS + 5;
const requests = watch({ name: 'requests', measure: 'rate', countUnit: 1 / 60 });
const labels = Array.from({ length: SERIES }, (_, i) => ({ route: `/${i}` }));

function partial(minute: number, of: number, sum = 60 + of): SeriesPartial {
  return {
    watch: 'requests',
    labels: labels[of]!,
    stepStartMs: START + minute * MINUTE,
    aggregate: { kind: 'sum', sum },
  };
}
const batch = (minute: number): PartialBatch => ({ partials: labels.map((_, i) => partial(minute, i)), producers: [] });
const make = () => createEngine({ watches: [requests], limits: { maxSeries: SERIES } });
const seen = ({ step }: StepReport) => ({ ...step, series: step.series.map(({ id }) => id) });

describe('the step of a large watch', () => {
  it('comes in parts, every series once and always in the same one', () => {
    const engine = make();
    for (let minute = 0; minute < 2; minute++) {
      engine.ingest(batch(minute));
      const parts = engine.advance(START + (minute + 1) * MINUTE);
      expect(parts.map(({ step }) => [step.part, step.series.length])).toEqual([
        [0, PART_ROWS],
        [1, PART_ROWS],
        [2, 5],
      ]);
      const values = parts.flatMap(({ step }) => [...step.columns.value]);
      expect(values).toEqual(labels.map((_, i) => (60 + i) / 60));
    }
  });

  it('is scored as it closed, whatever comes between its parts', () => {
    const [whole, disturbed] = [make(), make()];
    for (const engine of [whole, disturbed]) engine.ingest(batch(0));
    const expected = whole.advance(START + MINUTE);
    const parts: StepReport[] = [];
    for (const report of disturbed.advanceInParts(START + MINUTE)) {
      // A late word on a series of the last part, and a series that nobody knew.
      if (parts.length === 0) disturbed.ingest({ partials: [partial(0, SERIES - 1, 600)], producers: [] });
      parts.push(report);
    }
    expect(parts.map(seen)).toEqual(expected.map(seen));
    whole.ingest({ partials: [partial(0, SERIES - 1, 600)], producers: [] });
    const [revised] = disturbed.advance(START + MINUTE);
    expect(revised!.step).toMatchObject({ revision: 1, series: [{ labels: labels.at(-1) }] });
    expect([revised!].map(seen)).toEqual(whole.advance(START + MINUTE).map(seen));
  });

  it('is scored to its end before a checkpoint, and its reports still come', () => {
    const [whole, broken] = [make(), make()];
    for (const engine of [whole, broken]) engine.ingest(batch(0));
    const expected = whole.advance(START + MINUTE);
    const parts: StepReport[] = [];
    let checkpoint: ReturnType<typeof broken.snapshot> | null = null;
    for (const report of broken.advanceInParts(START + MINUTE)) {
      parts.push(report);
      checkpoint ??= broken.snapshot();
    }
    expect(parts.map(seen)).toEqual(expected.map(seen));
    const resumed = make();
    resumed.restore(checkpoint!);
    for (const engine of [whole, resumed]) engine.ingest(batch(1));
    expect(resumed.advance(START + 2 * MINUTE).map(seen)).toEqual(whole.advance(START + 2 * MINUTE).map(seen));
  });
});
