import type { SeriesReport } from './types.ts';

/** One document, as GET /api/v1/forecast/whatif answers; null: missing. */
export function reportJson({ name, input, startMs, models, growth, limit }: SeriesReport): string {
  const { values, stepMs, startMs: historyMs, timezone } = input.history;
  return JSON.stringify({
    input: name,
    column: input.column,
    notes: input.notes,
    ...{ stepMs, timezone },
    history: { startMs: historyMs, values: Array.from(values, (value) => (value === value ? value : null)) },
    startMs,
    growth,
    models,
    limit,
  });
}
