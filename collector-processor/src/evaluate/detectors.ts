import { MODEL_NAMES, type ModelName, MODELS, TIDE } from '../detect/models.ts';
import type { EvaluatedDetector } from './types.ts';

export interface DetectorEntry {
  /** One line for people. */
  readonly summary: string;
  readonly load: () => Promise<EvaluatedDetector>;
  /** Folders and files under src whose change makes old results void, beside what all detectors share. */
  readonly code: readonly string[];
}

/** What a run through the engine's lane depends on, beside what all detectors share. */
const LANE = [
  'detect/tide',
  'detect/ensemble',
  'detect/types.ts',
  'detect/civil-time.ts',
  'detect/score-value.ts',
  'pipeline/lane.ts',
  'pipeline/learned-rows.ts',
  'pipeline/report.ts',
  'pipeline/single-series.ts',
];

/** A learned model beside tide, by itself or merged with it. */
const learned = (name: ModelName, withTide: boolean): DetectorEntry => ({
  summary: `${MODELS[name].summary}${withTide ? ', merged with tide' : ''}`,
  load: async () => (await import('./detectors/learned.ts')).learned<object>(await MODELS[name].load(), withTide),
  code: [...LANE, `detect/${name}`, 'detect/learned', 'detect/neural', 'learn/train'],
});

const baseline = (summary: string, load: DetectorEntry['load']): DetectorEntry => ({
  summary: `baseline: ${summary}`,
  load,
  code: [],
});

/** The two of their kinds that cost least, also measured together with tide. */
const MERGED: readonly ModelName[] = ['isolation-forest', 'autoencoder'];

/** Every detector that can be evaluated, by name, in the order of the tables. */
export const DETECTORS: Readonly<Record<string, DetectorEntry>> = {
  tide: {
    summary: 'the default detector, as it ships',
    load: async () => (await import('./detectors/tide.ts')).tide,
    code: LANE,
  },
  ...Object.fromEntries(MODEL_NAMES.map((name) => [name, learned(name, false)])),
  ...Object.fromEntries(MERGED.map((name) => [`${TIDE}+${name}`, learned(name, true)])),
  'last-value': baseline(
    'the change since the last value',
    async () => (await import('./detectors/last-value.ts')).lastValue,
  ),
  'three-sigma': baseline(
    'three deviations from the median of the past',
    async () => (await import('./detectors/three-sigma.ts')).threeSigma,
  ),
  'windowed-gaussian': baseline(
    'mean and deviation of a moving window, as in NAB',
    async () => (await import('./detectors/windowed-gaussian.ts')).windowedGaussian,
  ),
  random: baseline('seeded noise', async () => (await import('./detectors/random.ts')).random),
};
