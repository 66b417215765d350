import type { LearnedModel } from '../detect/learned/types.ts';
import type { EvaluatedDetector } from './types.ts';

export interface DetectorEntry {
  /** One line for people. */
  readonly summary: string;
  readonly load: () => Promise<EvaluatedDetector>;
  /** Folders and files under src whose change makes old results void, beside what all detectors share. */
  readonly code: readonly string[];
}

/** A learned model costs one line below; what it is made of is loaded only when it runs. */
const learned = (summary: string, folder: string, load: () => Promise<LearnedModel<object>>): DetectorEntry => ({
  summary,
  load: async () => (await import('./detectors/learned.ts')).learned(await load()),
  code: [`detect/${folder}`, 'detect/learned', 'detect/neural', 'detect/civil-time.ts'],
});

const baseline = (summary: string, load: DetectorEntry['load']): DetectorEntry => ({
  summary: `baseline: ${summary}`,
  load,
  code: [],
});

/** Every detector that can be evaluated, by name, in the order of the tables. */
export const DETECTORS: Readonly<Record<string, DetectorEntry>> = {
  tide: {
    summary: 'the default detector, as it ships',
    load: async () => (await import('./detectors/tide.ts')).tide,
    code: ['detect/tide', 'detect/types.ts', 'detect/civil-time.ts', 'detect/score-value.ts', 'pipeline/lane.ts'],
  },
  'isolation-forest': learned(
    'Isolation Forest',
    'isolation-forest',
    async () => (await import('../detect/isolation-forest/model.ts')).isolationForest,
  ),
  'one-class-svm': learned(
    'one-class SVM',
    'one-class-svm',
    async () => (await import('../detect/one-class-svm/model.ts')).oneClassSvm,
  ),
  lof: learned('Local Outlier Factor', 'lof', async () => (await import('../detect/lof/model.ts')).lof),
  autoencoder: learned(
    'autoencoder',
    'autoencoder',
    async () => (await import('../detect/autoencoder/model.ts')).autoencoderModel,
  ),
  rnn: learned('recurrent network', 'rnn', async () => (await import('../detect/rnn/model.ts')).rnnModel),
  lstm: learned('long short-term memory', 'lstm', async () => (await import('../detect/lstm/model.ts')).lstmModel),
  gru: learned('gated recurrent unit', 'gru', async () => (await import('../detect/gru/model.ts')).gruModel),
  'c-lstm': learned(
    'convolution and LSTM',
    'c-lstm',
    async () => (await import('../detect/c-lstm/model.ts')).cLstmModel,
  ),
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
