import type { LearnedFeatures } from '../learned/features.ts';
import { inputWidth, type NeuralColumns } from './columns.ts';
import { type Engine, takeEngine } from './engine.ts';
import type { LayerFactory } from './layers/types.ts';
import { createNetwork, type Network } from './network.ts';
import { judgeable, type Task } from './task.ts';

/** What is needed to build a trained network again. */
export interface NetworkPlan {
  readonly task: Task;
  readonly window: number;
  readonly batch: number;
  readonly features: LearnedFeatures;
  layers(outputWidth: number): readonly LayerFactory[];
}

export function buildNetwork(engine: Engine, plan: NetworkPlan, maxBatch: number): Network {
  const { task, window, features } = plan;
  const measures = features.measures.length;
  const shape = task.inputShape(window, inputWidth(features), measures);
  return createNetwork(engine, shape, maxBatch, plan.layers(task.outputWidth(window, measures)));
}

export function countWeights(plan: NetworkPlan): number {
  return buildNetwork(takeEngine(), plan, 1).parameters.reduce((sum, { length }) => sum + length, 0);
}

/** How far each measure of each step is from what the network expects: `measures` numbers a step, NaN = not judged. */
export function judge(plan: NetworkPlan, weights: Float32Array, columns: NeuralColumns): Float32Array {
  const { measures, actual } = columns;
  const errors = new Float32Array(actual.length).fill(NaN);
  const judged = judgeable(columns, plan.window, plan.task);
  if (judged.length === 0) return errors;

  const engine = takeEngine();
  const network = buildNetwork(engine, plan, Math.min(plan.batch, judged.length));
  network.writeWeights(weights);
  const samples = plan.task.samples(columns, judged, plan.window);
  const order = Int32Array.from(judged.keys());
  const { width } = network.outputShape;
  for (let from = 0; from < judged.length; from += network.maxBatch) {
    const batch = Math.min(network.maxBatch, judged.length - from);
    samples.write(engine.arena.floats, order, from, batch, network.input);
    const output = network.forward(batch);
    for (let row = 0; row < batch; row++) {
      // The step that is judged stands last in either task's answer.
      const answer = output + (row + 1) * width - measures;
      const at = judged[from + row]! * measures;
      for (let m = 0; m < measures; m++) {
        errors[at + m] = Math.abs(engine.arena.floats[answer + m]! - actual[at + m]!);
      }
    }
  }
  return errors;
}

/** The largest of a step's errors, each in units of its measure's scale; an absent companion has none. */
export function largestErrors(errors: Float32Array, scales: Float64Array): Float64Array {
  const measures = scales.length;
  return Float64Array.from({ length: errors.length / measures }, (_, step) => {
    let largest = errors[step * measures]! / scales[0]!;
    for (let m = 1; m < measures; m++) {
      const relative = errors[step * measures + m]! / scales[m]!;
      if (relative > largest) largest = relative;
    }
    return largest;
  });
}
