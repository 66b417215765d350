import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { SeasonChoice } from '../learned/season-choice.ts';

/** Knobs of every neural model. */
export interface NeuralOptions {
  /** Steps that a judgement looks back at. */
  readonly window: number;
  /** Width of the hidden layer; a multiple of 4, the lanes of the arithmetic. */
  readonly units: number;
  /** At most so many passes over the training windows. */
  readonly epochs: number;
  /** Windows that one step of the training is taken on. */
  readonly batch: number;
  readonly learningRate: number;
  /** Largest norm of a batch's gradient. */
  readonly clipNorm: number;
  /** Training ends after so many epochs that did not improve on the windows held back. */
  readonly patience: number;
  /** Share of the windows, the latest, that is held back for that. */
  readonly heldBack: number;
  /** A seeded sample of at most so many windows is trained on; bounds the training's time. */
  readonly maxTrainingWindows: number;
  /** A gap of at most so many steps is closed with the last value before it. */
  readonly maxGapSteps: number;
  readonly season: SeasonChoice;
  /** Weight of the newest error in the running mean that is the score; 1 = no smoothing. */
  readonly smoothing: number;
  /** The share of the training window's usual steps that stay at or below score 1. */
  readonly thresholdQuantile: number;
}

export const NEURAL_DEFAULTS: NeuralOptions = {
  window: 60,
  units: 32,
  epochs: 15,
  batch: 32,
  learningRate: 0.003,
  clipNorm: 1,
  patience: 3,
  heldBack: 0.2,
  maxTrainingWindows: 2000,
  maxGapSteps: 5,
  season: 'auto',
  smoothing: 0.3,
  thresholdQuantile: 0.9995,
};

/** States that a batch's windows may have: an LSTM keeps seven numbers of each, four bytes long. */
const MAX_STATES = 4_194_304;

interface Range {
  readonly min: number;
  readonly max: number;
  /** The value must be a multiple of it; 0 = any number. */
  readonly multipleOf: number;
}

const whole = (min: number, max: number): Range => ({ min, max, multipleOf: 1 });
const real = (min: number, max: number): Range => ({ min, max, multipleOf: 0 });

/** Of every numeric option of every neural model. */
const RANGES: Readonly<Record<string, Range>> = {
  window: whole(4, 1000),
  units: { min: 4, max: 256, multipleOf: 4 },
  code: whole(1, 64),
  filters: whole(1, 64),
  taps: whole(1, 100),
  epochs: whole(1, 1000),
  batch: whole(1, 512),
  learningRate: real(1e-6, 1),
  clipNorm: real(1e-3, 1e6),
  patience: whole(1, 1000),
  heldBack: real(0, 0.5),
  maxTrainingWindows: whole(100, 1_000_000),
  maxGapSteps: whole(0, 1000),
  smoothing: real(0.1, 1),
  thresholdQuantile: real(0.5, 0.999999),
};

/** @throws TidemarkError TLERR_MODEL_OPTION naming the first option that cannot be worked with */
export function checkOptions(model: string, options: NeuralOptions & { readonly taps?: number }): void {
  for (const [option, given] of Object.entries(options)) {
    const range = RANGES[option];
    if (range !== undefined && !fits(given, range)) throw wrong(model, option, given, describeRange(range));
  }
  const { taps = 0, window, batch, units } = options;
  // Pooling by two needs two steps that the convolution leaves.
  if (taps >= window) throw wrong(model, 'taps', taps, `fewer than the window's ${window} steps`);
  const most = Math.floor(MAX_STATES / (window * units));
  if (batch > most)
    throw wrong(model, 'batch', batch, `at most ${most} with windows of ${window} steps, ${units} units`);
}

function fits(given: unknown, { min, max, multipleOf }: Range): boolean {
  return typeof given === 'number' && given >= min && given <= max && (multipleOf === 0 || given % multipleOf === 0);
}

function describeRange({ min, max, multipleOf }: Range): string {
  const kind = multipleOf === 0 ? 'a number' : multipleOf === 1 ? 'a whole number' : `a multiple of ${multipleOf}`;
  return `${kind} from ${min} to ${max}`;
}

function wrong(model: string, option: string, given: unknown, allowed: string): TidemarkError {
  return new TidemarkError('TLERR_MODEL_OPTION', { model, option, given: String(given), allowed });
}
