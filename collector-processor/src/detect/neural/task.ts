import type { NeuralColumns } from './columns.ts';
import type { Shape } from './layers/types.ts';
import type { Samples } from './train.ts';

/**
 * What a network is asked about a step: to foretell it from the steps before it, or to tell it again from a window that
 * ends with it, through a bottleneck. Either way it answers with what it expects of the step's measures.
 */
export interface Task {
  /** Steps of the window that come after those before the judged step: 0 when it is foretold, 1 when told again. */
  readonly ownSteps: 0 | 1;
  inputShape(window: number, width: number, measures: number): Shape;
  outputWidth(window: number, measures: number): number;
  /** Samples whose order holds indices into `judged`, the steps to answer about. */
  samples(columns: NeuralColumns, judged: Int32Array, window: number): Samples;
}

/** From `window` steps, the measures of the next. */
export const forecast: Task = {
  ownSteps: 0,
  inputShape: (window, width) => ({ steps: window, width }),
  outputWidth: (_window, measures) => measures,
  samples: ({ inputs, actual, width, measures }, judged, window) => ({
    count: judged.length,
    write(floats, order, from, batch, input, target) {
      for (let row = 0; row < batch; row++) {
        const step = judged[order[from + row]!]!;
        let at = (step - window) * width;
        for (let before = 0; before < window; before++) {
          const to = input + (before * batch + row) * width;
          for (let j = 0; j < width; j++) floats[to + j] = inputs[at++]!;
        }
        if (target === undefined) continue;
        // An absent companion is expected to be as usual.
        for (let m = 0; m < measures; m++) floats[target + row * measures + m] = actual[step * measures + m]! || 0;
      }
    },
  }),
};

/** From the measures of `window` steps and the time of the last, the same measures again. */
export const reconstruction: Task = {
  ownSteps: 1,
  inputShape: (window, width, measures) => ({ steps: 1, width: window * measures + (width - measures) }),
  outputWidth: (window, measures) => window * measures,
  samples: ({ inputs, width, measures }, judged, window) => ({
    count: judged.length,
    write(floats, order, from, batch, input, target) {
      const inputRow = window * measures + (width - measures);
      const targetRow = window * measures;
      for (let row = 0; row < batch; row++) {
        const last = judged[order[from + row]!]!;
        const to = input + row * inputRow;
        for (let before = 0; before < window; before++) {
          const at = (last - window + 1 + before) * width;
          for (let m = 0; m < measures; m++) floats[to + before * measures + m] = inputs[at + m]!;
        }
        for (let j = measures; j < width; j++) floats[to + targetRow + j - measures] = inputs[last * width + j]!;
        if (target !== undefined) floats.copyWithin(target + row * targetRow, to, to + targetRow);
      }
    },
  }),
};

/**
 * The steps that can be judged: present themselves, with a whole window of known inputs. Windows that touch a gap too
 * long to be closed are left out.
 */
export function judgeable({ steps, width, measures, inputs, actual }: NeuralColumns, window: number, task: Task) {
  const judged: number[] = [];
  let known = 0;
  for (let step = 0; step < steps; step++) {
    const input = inputs[step * width]!;
    const knownNow = Number.isNaN(input) ? 0 : known + 1;
    const available = task.ownSteps === 1 ? knownNow : known;
    if (available >= window && !Number.isNaN(actual[step * measures]!)) judged.push(step);
    known = knownNow;
  }
  return Int32Array.from(judged);
}
