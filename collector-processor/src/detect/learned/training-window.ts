import type { FitResult, TrainingWindow } from './types.ts';

type Refusal = Extract<FitResult, { kind: 'refused' }>;

/** Why nothing can be learned from the window's own values, whatever the model; undefined when something can. */
export function refuseWindow({ values, leaveOut }: TrainingWindow): Refusal | undefined {
  let usable = 0;
  let first = NaN;
  let varies = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (leaveOut?.[i] === 1 || !Number.isFinite(value)) continue;
    if (usable++ === 0) first = value;
    else if (value !== first) varies = true;
  }
  if (usable === 0) {
    return refuse('all_absent', `none of the window's ${values.length} steps has a value to learn from`);
  }
  if (!varies) return refuse('constant', `all ${usable} values of the window are ${first}`);
  return undefined;
}

export function refuse(reason: Refusal['reason'], detail: string): Refusal {
  return { kind: 'refused', reason, detail };
}

/** The window without what is not to be learned from: left-out steps are absent, in the companions too. */
export function withoutLeftOut(window: TrainingWindow): TrainingWindow {
  const { leaveOut } = window;
  if (leaveOut === undefined) return window;
  const without = (values: Float64Array) => values.map((value, i) => (leaveOut[i] === 1 ? NaN : value));
  return {
    startMs: window.startMs,
    stepMs: window.stepMs,
    timezone: window.timezone,
    values: without(window.values),
    companions: Object.fromEntries(
      Object.entries(window.companions ?? {}).map(([name, values]) => [name, without(values)]),
    ),
  };
}
