import type { ModelName } from '../detect/models.ts';
import type { DetectorChoice } from './types.ts';

/** `learn` of tidemark.yaml as the code uses it, with what each watch asks for. */
export interface LearnSettings {
  readonly enabled: boolean;
  /** Of one core. */
  readonly cpuShare: number;
  /** Hour of the watch's civil day at which models are trained anew, fractions are minutes; null: not at night. */
  readonly retrainHour: number | null;
  /** 0: not by steps. */
  readonly retrainAfterSteps: number;
  readonly onDrift: boolean;
  readonly windowMs: number;
  readonly timeoutMs: number;
  /** Series that models are trained for, over all watches. */
  readonly maxSeries: number;
  /** Models that `auto` tries. */
  readonly candidates: readonly ModelName[];
  /** By watch; one that is missing is scored by tide alone. */
  readonly detectors: Readonly<Record<string, DetectorChoice>>;
}
