import { type Calibration, calibrated } from '../learned/calibration.ts';
import { FEATURE_DEFAULTS, learnFeatures } from '../learned/features.ts';
import { sortedFinite } from '../learned/quantile.ts';
import { createRandom } from '../../random.ts';
import { sampleIndices } from '../learned/sample-indices.ts';
import { restoreFeatures, serialiseFeatures } from '../learned/stored-features.ts';
import { expectModel, storedArray, storedNumber, storedPlain, unreadable } from '../learned/stored.ts';
import { refuse, refuseWindow, withoutLeftOut } from '../learned/training-window.ts';
import type { Fitted, FitResult, LearnedModel, PlainValue, SerialisedModel, TrainingWindow } from '../learned/types.ts';
import { createColumnReader } from './columns.ts';
import { takeEngine } from './engine.ts';
import { buildNetwork, countWeights, judge, largestErrors, type NetworkPlan } from './judge.ts';
import type { LayerFactory } from './layers/types.ts';
import { checkOptions, type NeuralOptions } from './options.ts';
import { smooth, SMOOTHING_STEPS } from './smooth.ts';
import { judgeable, type Task } from './task.ts';
import { train } from './train.ts';
import { usualQuantile } from './usual-quantile.ts';

/** Of what `serialise` writes. */
const VERSION = 1;
/** Fewer windows describe noise rather than a service. */
const MIN_WINDOWS = 100;
/** Spreads: a series that is foretold better than this is not made to alarm at rounding. */
const LEAST_ERROR_SCALE = 1e-3;

/** What makes a neural model this one. */
export interface NeuralMethod<Options extends NeuralOptions> {
  readonly name: string;
  readonly defaults: Readonly<Options>;
  readonly task: Task;
  layers(options: Options, outputWidth: number): readonly LayerFactory[];
}

/** Of a trained model all but the method. */
interface Trained {
  readonly plan: NetworkPlan;
  readonly weights: Float32Array;
  /** The threshold quantile of each measure's usual errors in the training window. */
  readonly errorScales: Float64Array;
  readonly calibration: Calibration;
}

/** Joins columns, a network and the calibration of its errors into a learned model. */
export function createNeuralModel<Options extends NeuralOptions>(method: NeuralMethod<Options>): LearnedModel<Options> {
  return {
    name: method.name,
    defaults: method.defaults,
    fit: (window, options, seed) => fit(method, window, { ...method.defaults, ...options }, seed),
    restore(data) {
      expectModel(data, method.name, VERSION);
      const options = storedPlain(data, 'options') as unknown as Options;
      const plan = createPlan(method, options, restoreFeatures(data));
      return createFitted(method, options, {
        plan,
        weights: storedNumbers(data, 'weights', Float32Array, countWeights(plan)),
        errorScales: storedNumbers(data, 'errorScales', Float64Array, plan.features.measures.length),
        calibration: { floor: storedNumber(data, 'floor'), threshold: storedNumber(data, 'threshold') },
      });
    },
  };
}

/** As many finite numbers as the network needs: with any others its scores would be nonsense. */
function storedNumbers<T extends Float32Array | Float64Array>(
  data: SerialisedModel,
  name: string,
  type: { new (length: number): T },
  count: number,
): T {
  const array = storedArray(data, name, type);
  if (array.length !== count) throw unreadable(data.model, `its '${name}' are ${array.length} numbers, not ${count}`);
  if (!array.every(Number.isFinite)) throw unreadable(data.model, `its '${name}' are not all finite`);
  return array;
}

function createPlan<Options extends NeuralOptions>(
  method: NeuralMethod<Options>,
  options: Options,
  features: NetworkPlan['features'],
): NetworkPlan {
  const { window, batch } = options;
  return { task: method.task, window, batch, features, layers: (width) => method.layers(options, width) };
}

function fit<Options extends NeuralOptions>(
  method: NeuralMethod<Options>,
  window: TrainingWindow,
  options: Options,
  seed: number,
): FitResult {
  checkOptions(method.name, options);
  const refusal = refuseWindow(window);
  if (refusal !== undefined) return refusal;
  const { season, maxGapSteps, thresholdQuantile } = options;
  const features = learnFeatures(window, { ...FEATURE_DEFAULTS, lags: [], rollingSteps: maxGapSteps, season });
  const columns = createColumnReader(features)(withoutLeftOut(window));
  const usable = judgeable(columns, options.window, method.task);
  if (usable.length < MIN_WINDOWS) {
    return refuse('too_short', `${usable.length} windows of ${options.window} steps (${MIN_WINDOWS} are needed)`);
  }

  const plan = createPlan(method, options, features);
  const random = createRandom(seed);
  const chosen = sampleIndices(usable.length, options.maxTrainingWindows, random).map((i) => usable[i]!);
  const engine = takeEngine();
  const network = buildNetwork(engine, plan, options.batch);
  network.initialise(random);
  const samples = method.task.samples(columns, chosen, options.window);
  const result = train(engine, network, samples, options, random);
  if (result.kind === 'diverged')
    return refuse('diverged', `the training left the finite numbers in epoch ${result.epoch}`);

  const weights = network.readWeights();
  const errors = judge(plan, weights, columns);
  const errorScales = errorQuantiles(errors, features.measures.length, thresholdQuantile);
  const scores = smooth(largestErrors(errors, errorScales), options.smoothing);
  if (usable.some((step) => !Number.isFinite(scores[step]))) {
    return refuse('diverged', 'the trained network answers with numbers that are not finite');
  }
  const sorted = sortedFinite(scores);
  const calibration = { floor: sorted[0]!, threshold: usualQuantile(sorted, thresholdQuantile) };
  return { kind: 'fitted', fitted: createFitted(method, options, { plan, weights, errorScales, calibration }) };
}

function errorQuantiles(errors: Float32Array, measures: number, quantile: number): Float64Array {
  return Float64Array.from({ length: measures }, (_, measure) => {
    const own = errors.filter((_error, i) => i % measures === measure);
    // A companion that is absent throughout has no errors.
    return Math.max(usualQuantile(sortedFinite(own), quantile) || 0, LEAST_ERROR_SCALE);
  });
}

function createFitted<Options extends NeuralOptions>(
  method: NeuralMethod<Options>,
  options: Options,
  { plan, weights, errorScales, calibration }: Trained,
): Fitted {
  const readColumns = createColumnReader(plan.features);
  return {
    model: method.name,
    historySteps: plan.window - method.task.ownSteps + options.maxGapSteps + SMOOTHING_STEPS - 1,
    score(columns) {
      const errors = judge(plan, weights, readColumns(columns));
      const smoothed = smooth(largestErrors(errors, errorScales), options.smoothing);
      return smoothed.map((error) => calibrated(error, calibration));
    },
    serialise() {
      const { plain, arrays } = serialiseFeatures(plan.features);
      return {
        model: method.name,
        version: VERSION,
        plain: { ...plain, ...calibration, options: options as unknown as PlainValue },
        arrays: { ...arrays, weights, errorScales },
      };
    },
  };
}
