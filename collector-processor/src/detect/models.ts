import type { LearnedModel } from './learned/types.ts';

/**
 * The learned models by name: what a watch can name as its detector beside tide. What a model is made of is loaded only
 * where it runs.
 */
export const MODELS = {
  'isolation-forest': {
    summary: 'Isolation Forest',
    load: async () => (await import('./isolation-forest/model.ts')).isolationForest,
  },
  'one-class-svm': {
    summary: 'one-class SVM',
    load: async () => (await import('./one-class-svm/model.ts')).oneClassSvm,
  },
  lof: { summary: 'Local Outlier Factor', load: async () => (await import('./lof/model.ts')).lof },
  autoencoder: { summary: 'autoencoder', load: async () => (await import('./autoencoder/model.ts')).autoencoderModel },
  rnn: { summary: 'recurrent network', load: async () => (await import('./rnn/model.ts')).rnnModel },
  lstm: { summary: 'long short-term memory', load: async () => (await import('./lstm/model.ts')).lstmModel },
  gru: { summary: 'gated recurrent unit', load: async () => (await import('./gru/model.ts')).gruModel },
  'c-lstm': { summary: 'convolution and LSTM', load: async () => (await import('./c-lstm/model.ts')).cLstmModel },
} as const satisfies Record<string, { summary: string; load: () => Promise<LearnedModel<object>> }>;

export type ModelName = keyof typeof MODELS;
export const MODEL_NAMES = Object.keys(MODELS) as ModelName[];

export const TIDE = 'tide';
/** What can be merged: tide and the learned models. */
export type DetectorName = typeof TIDE | ModelName;
export const DETECTOR_NAMES: readonly DetectorName[] = [TIDE, ...MODEL_NAMES];
