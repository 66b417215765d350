import type { SeriesReport } from './types.ts';

const COLUMNS = ['expected', 'lower80', 'upper80', 'lower', 'upper'] as const;

/** A row a step, columns by model; times are ISO 8601 in UTC. */
export function reportCsv({ input, startMs, models }: SeriesReport): string {
  const names = models.flatMap(({ name }) => COLUMNS.map((column) => `${name}_${TITLES[column]}`));
  const rows = models[0]!.expected.map((_, i) => {
    const time = new Date(startMs + i * input.history.stepMs).toISOString();
    return [time, ...models.flatMap((model) => COLUMNS.map((column) => String(model[column][i]!)))].join(',');
  });
  return `${[['time', ...names].join(','), ...rows].join('\n')}\n`;
}

const TITLES: Readonly<Record<(typeof COLUMNS)[number], string>> = {
  expected: 'expected',
  lower80: 'lower_80',
  upper80: 'upper_80',
  lower: 'lower_95',
  upper: 'upper_95',
};
