import type { ForecastResult } from '../types.ts';
import type { Picture } from './picture.ts';

/** Of one model's forecasts of a set, so many spread evenly from the best to the worst by MASE. */
export function spreadPictures(results: readonly ForecastResult[], count: number): Picture[] {
  const sorted = [...results].sort((a, b) => a.measures.mase - b.measures.mase);
  const chosen = Math.min(count, sorted.length);
  return Array.from({ length: chosen }, (_, i) => {
    const { series, model, measures, curve } = sorted[Math.round((i * (sorted.length - 1)) / Math.max(1, chosen - 1))]!;
    const told = `sMAPE ${measures.smape.toFixed(1)}, MASE ${measures.mase.toFixed(2)}`;
    return { title: `${series}: ${model}, ${told}`, curve };
  });
}
