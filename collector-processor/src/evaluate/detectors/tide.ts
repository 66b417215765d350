import type { Ensemble } from '../../detect/ensemble/row-ensembles.ts';
import { createTideDetector } from '../../detect/tide/detector.ts';
import { allocateColumns } from '../../detect/types.ts';
import { plainWatch } from '../../measure/plain-watch.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import { createSingleSeries } from '../../pipeline/single-series.ts';
import { threadSeconds } from '../thread-seconds.ts';
import type { DetectorRun, EvaluatedDetector, LabelledSeries } from '../types.ts';
import { heldRank, onsetRank, weighed } from './rank.ts';

/**
 * The detector as it ships: a lane of the engine with the default settings, fed step by step, incidents and what they
 * hold out of learning included.
 */
export const tide: EvaluatedDetector = {
  run(series) {
    const watch = plainWatch(series.stepMs);
    const { score, change, lasting, expected, held, lower, upper } = throughLane(series, watch);
    return {
      score,
      change,
      rank: heldRank(weighed(lasting, series.values, expected)),
      onset: onsetRank(weighed(score, series.values, expected)),
      band: { lower, upper },
      ...timed(series, watch, held),
      trainSeconds: 0,
      refusal: null,
    };
  },
};

/**
 * @param models beside tide, from a step on; none: tide alone
 */
export function throughLane(
  { startMs, stepMs, values }: LabelledSeries,
  watch: WatchSettings,
  models?: { readonly ensemble: Ensemble; readonly from: number },
) {
  const run = createSingleSeries(watch);
  const score = new Float64Array(values.length);
  const change = new Float64Array(values.length);
  const lasting = new Float64Array(values.length);
  const expected = new Float64Array(values.length).fill(NaN);
  const held = new Uint8Array(values.length);
  const lower = new Float64Array(values.length).fill(NaN);
  const upper = new Float64Array(values.length).fill(NaN);
  values.forEach((value, i) => {
    if (i === models?.from) run.install(models.ensemble);
    const columns = run.step(startMs + i * stepMs, value);
    if (columns === null) return;
    score[i] = columns.score[0]!;
    change[i] = columns.change[0]!;
    lasting[i] = Math.max(columns.score[0]!, columns.lasting[0]!);
    expected[i] = columns.expected[0]!;
    held[i] = columns.held[0]!;
    lower[i] = columns.lower[0]!;
    upper[i] = columns.upper[0]!;
  });
  return { score, change, lasting, expected, held, lower, upper };
}

/** What scoring and learning cost by themselves: the same steps with the same holds, the detector alone. */
function timed(
  { startMs, stepMs, values }: LabelledSeries,
  watch: WatchSettings,
  holds: Uint8Array,
): Pick<DetectorRun, 'stateBytes' | 'scoringSeconds' | 'scoringPoints'> {
  const detector = createTideDetector(watch);
  const columns = allocateColumns(1);
  const value = new Float64Array(1);
  const held = new Uint8Array(1);
  const step = { stepStartMs: startMs, count: 1, value, held, unit: Float64Array.of(watch.countUnit) };
  const began = threadSeconds();
  for (let i = 0; i < values.length; i++) {
    value[0] = values[i]!;
    held[0] = holds[i]!;
    step.stepStartMs = startMs + i * stepMs;
    detector.step(step, columns);
  }
  return {
    stateBytes: detector.stateBytes,
    scoringSeconds: threadSeconds() - began,
    scoringPoints: values.length,
  };
}
